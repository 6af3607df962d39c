// Bearer tokens as a product would issue them, and wrong ones as an attacker would.
import crypto from 'node:crypto';
import { SECRET } from './server.mjs';

const part = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;
let users = 0;

export const newUser = (prefix = 'user') => `${prefix}_${process.pid}_${++users}`;

/** `header` and `claims` replace the good ones; a member that is undefined is left out. */
export function hs256(claims = {}, { secret = SECRET, header = {} } = {}) {
  const signed = `${part({ alg: 'HS256', typ: 'JWT', ...header })}.${part({ sub: newUser(), exp: inAnHour(), ...claims })}`;
  return `${signed}.${crypto.createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

export function unsigned(claims = {}, alg = 'none') {
  return `${part({ alg, typ: 'JWT' })}.${part({ sub: newUser(), exp: inAnHour(), ...claims })}.`;
}

export function rs256(claims, { privateKey, kid }) {
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid })}.${part({ sub: newUser(), exp: inAnHour(), ...claims })}`;
  return `${signed}.${crypto.sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

export function es256(claims, { privateKey, kid }) {
  const signed = `${part({ alg: 'ES256', typ: 'JWT', kid })}.${part({ sub: newUser(), exp: inAnHour(), ...claims })}`;
  return `${signed}.${crypto.sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
