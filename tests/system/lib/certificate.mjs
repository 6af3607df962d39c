// A certificate that vouches for itself, for servers under test that speak TLS.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Makes `name`.pem and `name`.key in the folder, for the host ("IP:127.0.0.1", "DNS:example.com"); gives both. */
export function certificateFor(folder, name, host) {
  const [key, cert] = ['key', 'pem'].map((end) => path.join(folder, `${name}.${end}`));
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=mockcall test',
    '-addext', `subjectAltName=${host}`, '-keyout', key, '-out', cert], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  return { key: fs.readFileSync(key), cert: fs.readFileSync(cert) };
}
