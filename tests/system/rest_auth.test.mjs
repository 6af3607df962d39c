import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Rest, refused } from './lib/rest.mjs';
import { SECRET, Server } from './lib/server.mjs';
import { es256, hs256, newUser, rs256, unsigned } from './lib/tokens.mjs';

const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwksFile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'mockcall-jwks-')), 'jwks.json');
fs.writeFileSync(jwksFile, JSON.stringify({ keys: [
  { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'r1', alg: 'RS256', use: 'sig' },
  { ...ec.publicKey.export({ format: 'jwk' }), kid: 'e1', alg: 'ES256', use: 'sig' },
] }));

let server;
before(async () => { server = await Server.start({ set: { 'auth.jwks': jwksFile, 'limits.scenarios.count': 1000 } }); });
after(async () => { await server.stop(); fs.rmSync(path.dirname(jwksFile), { recursive: true }); });

const ask = (token, options) => new Rest(server, { token }).get('/scenarios?limit=1', options);
const now = () => Math.floor(Date.now() / 1000);

test('good tokens are let in: HS256, RS256 and ES256', async () => {
  for (const token of [hs256(), rs256({}, { privateKey: rsa.privateKey, kid: 'r1' }), es256({}, { privateKey: ec.privateKey, kid: 'e1' })]) {
    assert.equal((await ask(token)).status, 200);
  }
});

const rsaPem = rsa.publicKey.export({ format: 'pem', type: 'spki' });
const refusedTokens = {
  'no token': null,
  'an empty token': '',
  'no JWT at all': 'hello',
  'three empty parts': '..',
  'alg none': unsigned(),
  'alg NoNe': unsigned({}, 'NoNe'),
  'a wrong secret': hs256({}, { secret: 'another-secret' }),
  'an empty secret': hs256({}, { secret: '' }),
  'expired': hs256({ exp: now() - 10 }),
  'no exp': hs256({ exp: undefined }),
  'an exp that is no number': hs256({ exp: '9999999999' }),
  'not yet valid': hs256({ nbf: now() + 3600 }),
  'no sub': hs256({ sub: undefined }),
  'an empty sub': hs256({ sub: '' }),
  'a sub that is no text': hs256({ sub: 7 }),
  'HS256 signed with the public RSA key': hs256({}, { secret: rsaPem, header: { kid: 'r1' } }),
  'HS256 with an RSA key\'s id': hs256({}, { secret: rsaPem.trim(), header: { kid: 'r1' } }),
  'RS256 in name, HS256 in truth': hs256({}, { header: { alg: 'RS256', kid: 'r1' } }),
  'RS256 by a key of somebody else': rs256({}, { privateKey: other.privateKey, kid: 'r1' }),
  'RS256 with an unknown key id': rs256({}, { privateKey: other.privateKey, kid: 'r9' }),
  'RS256 in name, with the EC key\'s id': rs256({}, { privateKey: rsa.privateKey, kid: 'e1' }),
  'a huge token': hs256({ name: 'x'.repeat(7000) }).slice(0, 6000),
  'a claim set that is no object': hs256().replace(/\.[^.]+\./, `.${Buffer.from('[1]').toString('base64url')}.`),
};
for (const [what, token] of Object.entries(refusedTokens)) {
  test(`refused with 401: ${what}`, async () => {
    const answer = await ask(token);
    const error = refused(answer, 401, 'UNAUTHORIZED');
    assert.ok(!JSON.stringify(error).includes(SECRET));
  });
}

test('other authorization schemes are refused', async () => {
  refused(await ask(null, { headers: { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` } }), 401, 'UNAUTHORIZED');
  refused(await ask(null, { headers: { authorization: hs256() } }), 401, 'UNAUTHORIZED');
});

test('a signature that was changed in one place is refused', async () => {
  const token = hs256();
  const at = token.lastIndexOf('.') + 5;
  const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
  refused(await ask(changed), 401, 'UNAUTHORIZED');
});

test('a guest gets a token that works, and a name that is theirs', async () => {
  const anyone = new Rest(server, { token: null });
  const { status, data } = await anyone.post('/auth/guest', { name: 'Sam' });
  assert.equal(status, 200);
  const guest = new Rest(server, { token: data.token, user: data.userId });
  const { data: me } = await guest.get('/me');
  assert.deepEqual([me.userId, me.name, me.level, me.xp], [data.userId, 'Sam', 1, 0]);
  const another = (await anyone.post('/auth/guest', {})).data;
  assert.notEqual(another.userId, data.userId);
  refused(await anyone.post('/auth/guest', { name: 7 }), 400, 'VALIDATION_ERROR');
});

test('a call is its owner\'s; their supervisor sees it; no other tenant knows of it', async () => {
  const org = newUser('org');
  const owner = new Rest(server, { org });
  const { sessionId } = await owner.start();
  assert.equal((await owner.get(`/session/${sessionId}`)).data.userId, owner.user);
  refused(await new Rest(server, { org }).get(`/session/${sessionId}`), 403, 'FORBIDDEN');
  assert.equal((await new Rest(server, { org, role: 'supervisor' }).get(`/session/${sessionId}`)).status, 200);
  for (const role of ['trainee', 'supervisor', 'admin']) {
    const stranger = new Rest(server, { org: newUser('org'), role });
    refused(await stranger.get(`/session/${sessionId}`), 403, 'FORBIDDEN');
    refused(await stranger.post(`/session/${sessionId}/end`, { endReason: 'resolved' }), 403, 'FORBIDDEN');
    refused(await stranger.delete(`/session/${sessionId}`), 403, 'FORBIDDEN');
  }
  const sameNameElsewhere = new Rest(server, { org: newUser('org'), user: owner.user });
  refused(await sameNameElsewhere.get(`/session/${sessionId}`), 403, 'FORBIDDEN');
  await sameNameElsewhere.start();  // is not in the way of the same name's call in the other tenant
});

test('an unknown role is refused rather than trusted', async () => {
  const answer = await ask(hs256({ role: 'root' }));
  assert.ok([401, 403].includes(answer.status), String(answer.status));
});

test('in the production profile there is no guest sign-in, and no start without a key', async () => {
  const production = await Server.start({ profile: 'production' });
  const anyone = new Rest(production, { token: null });
  refused(await anyone.post('/auth/guest', {}), 404, 'NOT_FOUND');
  refused(await anyone.get('/scenarios'), 401, 'UNAUTHORIZED');
  assert.equal((await new Rest(production).get('/scenarios')).status, 200);
  await production.stop();
  const keyless = new Server({ profile: 'production', set: { 'auth.hs256_secret': undefined } });
  await keyless.start({ expectFailure: true });
  assert.notEqual((await keyless.exited).code, 0);
  assert.match(keyless.logs, /hs256_secret|jwks/);
  fs.rmSync(keyless.dataDir, { recursive: true });
});

test('an unknown setting stops the start and names the nearest right one', async () => {
  const wrong = new Server({ set: { 'limits.strat.count': 3 } });
  await wrong.start({ expectFailure: true });
  assert.notEqual((await wrong.exited).code, 0);
  assert.match(wrong.logs, /limits\.start/);
  fs.rmSync(wrong.dataDir, { recursive: true });
});
