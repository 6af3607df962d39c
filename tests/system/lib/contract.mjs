// The contract as validators: schema/openapi.yaml for REST, schema/asyncapi.yaml for the WebSocket's events.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const load = (name) => parse(fs.readFileSync(path.join(root, 'schema', name), 'utf8'));

export const openapi = load('openapi.yaml');
export const asyncapi = load('asyncapi.yaml');

const OPENAPI_ID = 'file:///schema/openapi.yaml';
const ASYNCAPI_ID = 'file:///schema/asyncapi.yaml';
const ajv = new Ajv2020.default({ strict: false, allErrors: true, formats: { 'media-range': true } });
addFormats.default(ajv);
// Whole documents are registered, so that their internal references resolve; `$defs`-less documents are no schemas themselves.
ajv.addSchema({ $id: OPENAPI_ID, components: openapi.components }, OPENAPI_ID);
ajv.addSchema({ $id: ASYNCAPI_ID, components: asyncapi.components }, ASYNCAPI_ID);

const compiled = new Map();
function validatorFor(document, pointer) {
  const ref = `${document}#${pointer}`;
  if (!compiled.has(ref)) compiled.set(ref, ajv.compile({ $ref: ref }));
  return compiled.get(ref);
}
const inline = new Map();
/** A validator for a schema object that stands somewhere in openapi.yaml: its references are made absolute. */
function validatorOf(schema) {
  if (!inline.has(schema)) inline.set(schema, ajv.compile(absolute(schema)));
  return inline.get(schema);
}
function absolute(node) {
  if (Array.isArray(node)) return node.map(absolute);
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) =>
    [key, key === '$ref' && value.startsWith('#') ? OPENAPI_ID + value : absolute(value)]));
}
const describe = (validate, value) => validate.errors
  .slice(0, 8).map((e) => `  ${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`).join('\n') +
  `\n  in ${JSON.stringify(value)?.slice(0, 1500)}`;

export const escapePointer = (s) => s.replace(/~/g, '~0').replace(/\//g, '~1');
export const resolve = (document, node) => {
  if (!node?.$ref) return node;
  if (!node.$ref.startsWith('#/')) throw new Error(`not a local reference: ${node.$ref}`);
  return resolve(document, node.$ref.slice(2).split('/')
    .reduce((at, key) => at?.[key.replace(/~1/g, '/').replace(/~0/g, '~')], document));
};

// --- REST

const base = new URL(openapi.servers[0].url).pathname;
const routes = Object.entries(openapi.paths).map(([template, item]) => {
  const full = (item.servers ? '' : base) + template;
  const pattern = full.split(/\{\w+\}/).map((s) => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('([^/]+?)');
  return { template, item, pattern: new RegExp(`^${pattern}$`), variables: (full.match(/\{/g) ?? []).length };
}).sort((a, b) => a.variables - b.variables);

export const routeOf = (pathname) => routes.find((route) => route.pattern.test(pathname));

/** Every difference between an answer of the server and openapi.yaml, as text; empty when there is none. */
export function responseProblems(method, pathname, status, headers, body) {
  const route = routeOf(pathname);
  const where = `${method} ${pathname} -> ${status}`;
  let response;
  if (!route) {
    if (!pathname.startsWith(base)) return [];  // the web app's files
    response = status === 404 ? openapi.components.responses.NotFound : null;
  } else if (!route.item[method.toLowerCase()]) {
    response = status === 405 ? openapi.components.responses.MethodNotAllowed
      : status === 204 && method === 'OPTIONS' ? { headers: {} } : null;
  } else {
    response = route.item[method.toLowerCase()].responses[String(status)];
  }
  if (!response) return [`${where}: this status is not in the contract: ${JSON.stringify(body)?.slice(0, 500)}`];
  response = resolve(openapi, response);
  const problems = headerProblems(response, headers, where);
  const type = (headers.get('content-type') ?? '').split(';')[0];
  if (!response.content || method === 'HEAD') return problems;
  const media = response.content[type];
  if (!media) return [...problems, `${where}: content type ${type} is not in the contract`];
  if (type === 'application/json') {
    const validate = validatorOf(media.schema);
    if (!validate(body)) problems.push(`${where}:\n${describe(validate, body)}`);
  }
  return problems;
}

function headerProblems(response, headers, where) {
  const problems = [];
  for (const [name, reference] of Object.entries(response.headers ?? {})) {
    const header = resolve(openapi, reference);
    const value = headers.get(name);
    if (value === null) {
      if (header.required) problems.push(`${where}: header ${name} is missing`);
      continue;
    }
    const typed = header.schema.type === 'integer' && /^\d+$/.test(value) ? Number(value) : value;
    const validate = validatorOf(header.schema);
    if (!validate(typed)) problems.push(`${where}: header ${name}: ${describe(validate, value)}`);
  }
  return problems;
}

export const requestValidator = (schema) => validatorOf(schema);
export { describe as describeErrors };

// --- WebSocket

const messagesOf = (operation) => new Map(asyncapi.operations[operation].messages.map((reference) => {
  const key = reference.$ref.split('/').pop();
  return [asyncapi.components.messages[key].payload.properties.type.const, key];
}));
export const clientEvents = messagesOf('clientSends');
export const serverEvents = messagesOf('serverSends');

const binaryMembers = new Map([['audio:data', 'data'], ['audio:customer', 'data']]);

/** The event as JSON would carry it; what is `bin` in MessagePack becomes base64. Anything else that is binary stays and fails. */
function asJson(event, encoding, problems) {
  const member = binaryMembers.get(event?.type);
  if (encoding !== 'msgpack' || !member) return event;
  if (!(event[member] instanceof Uint8Array)) problems.push(`${event.type}.${member} is not bin in MessagePack`);
  return { ...event, [member]: Buffer.from(event[member] ?? []).toString('base64') };
}

/** Every difference between an event of the server and asyncapi.yaml, as text. */
export function eventProblems(event, encoding = 'json', direction = serverEvents) {
  const key = direction.get(event?.type);
  if (!key) return [`no such event in the contract: ${JSON.stringify(event)?.slice(0, 300)}`];
  const problems = [];
  const json = asJson(event, encoding, problems);
  const validate = validatorFor(ASYNCAPI_ID, `/components/messages/${escapePointer(key)}/payload`);
  if (!validate(json)) problems.push(`${event.type}:\n${describe(validate, json)}`);
  return problems;
}
