// The SDK's types, from schema/openapi.yaml and schema/asyncapi.yaml. Writes src/generated/schema.ts, or prints it with --print.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const sdk = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const load = (name) => parse(fs.readFileSync(path.join(sdk, '../schema', name), 'utf8'));

const isName = (text) => /^[A-Za-z_$][\w$]*$/.test(text);
const pascal = (text) => text.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, c) => c.toUpperCase());
const union = (parts) => [...new Set(parts)].join(' | ');
const inBrackets = (type) => (type.includes(' | ') ? `(${type})` : type);
const comment = (schema, indent) => (schema.description ? `${indent}/** ${schema.description.replace(/\s+/g, ' ').trim()} */\n` : '');

/** A JSON schema as a TypeScript type. What only validates (formats, ranges, if/then) is left out. */
function typeOf(schema, indent = '') {
  if (schema === true || schema === undefined) return 'unknown';
  if (schema.$ref) return pascal(schema.$ref.split('/').pop());
  if (schema.contentEncoding === 'base64') return 'Uint8Array';
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  if (schema.anyOf) return union(schema.anyOf.map((part) => typeOf(part, indent)));
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type }, indent)));
  switch (schema.type) {
    case 'string': return 'string';
    case 'integer':
    case 'number': return 'number';
    case 'boolean': return 'boolean';
    case 'null': return 'null';
    case 'array': return `${inBrackets(typeOf(schema.items, indent))}[]`;
    case 'object': return objectOf(schema, indent);
    default: return 'unknown';
  }
}

function objectOf(schema, indent) {
  const inner = `${indent}  `;
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const optional = schema.required?.includes(name) ? '' : '?';
    return `${comment(member, inner)}${inner}${isName(name) ? name : JSON.stringify(name)}${optional}: ${typeOf(member, inner)};\n`;
  });
  if (schema.additionalProperties) {
    // An index signature must hold for the named members as well.
    const named = Object.values(schema.properties ?? {}).map((member) => typeOf(member, inner));
    members.push(`${inner}[name: string]: ${union([typeOf(schema.additionalProperties, inner), ...named])};\n`);
  }
  return members.length === 0 ? 'Record<string, unknown>' : `{\n${members.join('')}${indent}}`;
}

const declare = (name, schema) => `${comment(schema, '')}export type ${name} = ${typeOf(schema)};\n`;

function queriesOf(openapi) {
  const resolved = (p) => (p.$ref ? openapi.components.parameters[p.$ref.split('/').pop()] : p);
  return Object.values(openapi.paths).flatMap((item) => Object.values(item)).filter((o) => o.operationId && o.parameters).flatMap((operation) => {
    const query = operation.parameters.map(resolved).filter((p) => p.in === 'query' && !p.required);
    if (query.length === 0) return [];
    const properties = Object.fromEntries(query.map((p) => [p.name, { ...p.schema, ...(p.description && { description: p.description }) }]));
    return [declare(`${pascal(operation.operationId)}Query`, { type: 'object', properties })];
  });
}

function eventsOf(asyncapi, operation, title) {
  const names = asyncapi.operations[operation].messages.map((m) => m.$ref.split('/').pop());
  const messages = names.map((name) => ({ name, ...asyncapi.components.messages[name] }));
  const typeName = (m) => `${pascal(m.name)}Event`;
  const declared = messages.map((m) => declare(typeName(m), { ...m.payload, description: m.summary }));
  const map = messages.map((m) => `  ${JSON.stringify(m.payload.properties.type.const)}: ${typeName(m)};\n`).join('');
  return [...declared, `export interface ${title} {\n${map}}\n`];
}

export function generate() {
  const openapi = load('openapi.yaml');
  const asyncapi = load('asyncapi.yaml');
  const shared = Object.keys(openapi.components.schemas);
  return [
    '// Made from schema/openapi.yaml and schema/asyncapi.yaml by scripts/generate_types.mjs; `npm run types` makes it anew.\n',
    ...Object.entries(openapi.components.schemas).map(([name, schema]) => declare(pascal(name), schema)),
    ...queriesOf(openapi),
    ...Object.entries(asyncapi.components.schemas).filter(([name]) => !shared.includes(name)).map(([name, schema]) => declare(pascal(name), schema)),
    ...eventsOf(asyncapi, 'clientSends', 'ClientEvents'),
    ...eventsOf(asyncapi, 'serverSends', 'ServerEvents'),
  ].join('\n');
}

export const generatedFile = path.join(sdk, 'src/generated/schema.ts');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--print')) process.stdout.write(generate());
  else {
    fs.mkdirSync(path.dirname(generatedFile), { recursive: true });
    fs.writeFileSync(generatedFile, generate());
  }
}
