// The schemas are valid by their standards' own schemas, complete, and their examples are true.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { asyncapi, clientEvents, describeErrors, eventProblems, openapi, requestValidator, resolve, responseProblems, root, serverEvents } from './lib/contract.mjs';

const readJson = (name) => JSON.parse(fs.readFileSync(path.join(root, 'node_modules', name), 'utf8'));

test('openapi.yaml is valid OpenAPI 3.1', () => {
  const ajv = new Ajv2020.default({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(readJson('@seriousme/openapi-schema-validator/schemas/v3.1/schema.json'));
  assert.ok(validate(openapi), describeErrors({ errors: validate.errors ?? [] }));
});

test('asyncapi.yaml is valid AsyncAPI 3', () => {
  const ajv = new Ajv.default({ strict: false, allErrors: false, validateFormats: false, meta: false, validateSchema: false });
  const validate = ajv.compile(readJson('@asyncapi/specs/schemas/3.0.0.json'));
  assert.ok(validate(asyncapi), describeErrors({ errors: validate.errors ?? [] }));
});

function* references(node, at = '#') {
  if (node === null || typeof node !== 'object') return;
  for (const [key, value] of Object.entries(node)) {
    if (key === '$ref') yield { ref: value, at };
    else if (key !== 'value' && key !== 'payload' || !at.includes('examples')) yield* references(value, `${at}/${key}`);
  }
}

test('every reference leads somewhere', () => {
  for (const [document, name] of [[openapi, 'openapi'], [asyncapi, 'asyncapi']]) {
    for (const { ref, at } of references(document)) {
      const [file, pointer] = ref.split('#');
      const target = resolve(file === './openapi.yaml' ? openapi : document, { $ref: `#${pointer}` });
      assert.ok(target !== undefined, `${name} ${at}: ${ref} leads nowhere`);
    }
  }
});

// The interface's own list: what was promised must not get lost from the schemas.
const promised = `GET /scenarios, GET /scenarios/{scenarioId}, POST /start, PUT /session/{sessionId}/status, POST /session/{sessionId}/end,
  GET /session/{sessionId}/recording, GET /session/{sessionId}/crm, POST /session/{sessionId}/crm, GET /session/{sessionId}, GET /session/{sessionId}/timings, DELETE /session/{sessionId}, GET /sessions, GET /me, PUT /me/preferences,
  GET /me/progress, GET /org/sessions, GET /org/summary, GET /session/{sessionId}/comments, POST /session/{sessionId}/comments,
  DELETE /session/{sessionId}/comments/{commentId}, PUT /session/{sessionId}/evaluation/criteria/{criterion},
  DELETE /session/{sessionId}/evaluation/criteria/{criterion}, POST /auth/guest, GET /kb/{slug}, GET /scripts/{slug}, GET /healthz, GET /readyz, GET /metrics`.split(',').map((s) => s.trim().split(' '));

test('every promised endpoint is in openapi.yaml', () => {
  for (const [method, route] of promised) assert.ok(openapi.paths[route]?.[method.toLowerCase()], `${method} ${route}`);
});

test('every promised event and error code is in asyncapi.yaml', () => {
  assert.deepEqual([...clientEvents.keys()].sort(), ['action', 'agent:text', 'agent:transcript', 'audio:data', 'audio:end', 'audio:played', 'audio:start',
    'auth', 'ice-candidate', 'join', 'note', 'offer']);
  assert.deepEqual([...serverEvents.keys()].sort(), ['answer', 'audio:agent', 'audio:clear', 'audio:customer', 'audio:duck', 'auth:ok', 'call:ended', 'crm:result', 'customer:action',
    'error', 'feedback', 'ice-candidate', 'joined', 'objective:met', 'state:update', 'transcript', 'transport']);
  for (const code of ['AUDIO_FAILURE', 'CONNECTION_LOST', ...openapi.components.schemas.ErrorCode.enum]) {
    assert.deepEqual(eventProblems({ type: 'error', code, message: 'A sentence.', recoverable: true }), []);
  }
  for (const code of [1000, 1001, 1009, 4401, 4404, 4408, 4409, 4410, 4413, 4429]) assert.ok(asyncapi.info['x-close-codes'][code], String(code));
});

test('docs/reference.md names every endpoint, event, error and close code, and none besides', () => {
  const text = fs.readFileSync(path.join(root, 'docs/reference.md'), 'utf8');
  const rows = (pattern) => [...text.matchAll(pattern)].map((m) => m[1]).sort();
  const endpoints = Object.entries(openapi.paths).flatMap(([route, item]) => Object.keys(item).filter((m) => item[m].responses).map((m) => `${m.toUpperCase()} ${route}`));
  assert.deepEqual(rows(/^\| `([A-Z]+ \/[^`]*)` \|/gm), endpoints.sort());
  assert.deepEqual(rows(/^\| `([a-z][a-z:-]*)` \|/gm), [...clientEvents.keys(), ...serverEvents.keys()].sort());
  assert.deepEqual(rows(/`([A-Z]+_[A-Z_]+|UNAUTHORIZED|FORBIDDEN)`/g), [...openapi.components.schemas.ErrorCode.enum].sort());
  assert.deepEqual(rows(/^\| (\d{4}) \|/gm), Object.keys(asyncapi.info['x-close-codes']).sort());
});

test('every error code of openapi.yaml can come back from some route, with its status', () => {
  const statuses = { 400: ['VALIDATION_ERROR'], 401: ['UNAUTHORIZED'], 403: ['FORBIDDEN'],
    404: ['SCENARIO_NOT_FOUND', 'SESSION_NOT_FOUND', 'RECORDING_NOT_FOUND', 'NOT_FOUND'], 405: ['METHOD_NOT_ALLOWED'],
    409: ['ALREADY_IN_CALL', 'INVALID_STATE'], 410: ['SESSION_EXPIRED'], 413: ['PAYLOAD_TOO_LARGE'], 415: ['UNSUPPORTED_MEDIA_TYPE'],
    429: ['RATE_LIMIT_EXCEEDED'], 500: ['AUDIO_INIT_FAILED', 'RECORDING_FAILED', 'EVALUATION_FAILED', 'WEBSOCKET_ERROR', 'INTERNAL_ERROR'],
    503: ['AI_SERVICE_ERROR'] };
  assert.deepEqual(Object.values(statuses).flat().sort(), [...openapi.components.schemas.ErrorCode.enum].sort());
  const seen = new Map();
  for (const item of Object.values(openapi.paths)) {
    for (const operation of Object.values(item).filter((o) => o?.responses)) {
      for (const [status, response] of Object.entries(operation.responses)) {
        for (const code of JSON.stringify(resolve(openapi, response).content ?? {}).match(/[A-Z]+_[A-Z_]+|UNAUTHORIZED|FORBIDDEN/g) ?? []) {
          if (!seen.has(code)) seen.set(code, new Set());
          seen.get(code).add(Number(status));
        }
      }
    }
  }
  for (const [status, codes] of Object.entries(statuses)) {
    for (const code of codes) assert.deepEqual([...(seen.get(code) ?? [])], [Number(status)], code);
  }
});

test('the examples of openapi.yaml are true', () => {
  let checked = 0;
  for (const [route, item] of Object.entries(openapi.paths)) {
    for (const [method, operation] of Object.entries(item).filter(([, o]) => o?.responses)) {
      for (const [status, reference] of Object.entries(operation.responses)) {
        const media = resolve(openapi, reference).content?.['application/json'];
        if (!media) continue;
        assert.ok(media.examples, `${method} ${route} ${status} has no example`);
        for (const example of Object.values(media.examples)) {
          const validate = requestValidator(media.schema);
          const { value } = resolve(openapi, example);
          assert.ok(validate(value), `${method} ${route} ${status}:\n${validate.errors && describeErrors(validate, value)}`);
          checked++;
        }
      }
      const body = operation.requestBody?.content['application/json'];
      for (const example of Object.values(body?.examples ?? {})) {
        const validate = requestValidator(body.schema);
        const { value } = resolve(openapi, example);
        assert.ok(validate(value), `${method} ${route}:\n${validate.errors && describeErrors(validate, value)}`);
        checked++;
      }
    }
  }
  assert.ok(checked > 80, `only ${checked} examples`);
});

test('the examples of asyncapi.yaml are true, and every event has one', () => {
  for (const direction of [clientEvents, serverEvents]) {
    for (const key of direction.values()) {
      const { examples } = asyncapi.components.messages[key];
      assert.ok(examples?.length, `${key} has no example`);
      for (const { payload } of examples) assert.deepEqual(eventProblems(payload, 'json', direction), []);
    }
  }
});

test('a member that is not in the contract is noticed in answers and in events', () => {
  const headers = new Headers({ 'content-type': 'application/json', 'x-request-id': 'r1' });
  const good = { success: true, data: { status: 'ok' } };
  assert.deepEqual(responseProblems('GET', '/healthz', 200, headers, good), []);
  assert.notDeepEqual(responseProblems('GET', '/healthz', 200, headers, { ...good, more: 1 }), []);
  assert.notDeepEqual(responseProblems('GET', '/healthz', 200, headers, { success: true, data: { status: 'ok', more: 1 } }), []);
  assert.notDeepEqual(responseProblems('GET', '/healthz', 200, new Headers({ 'content-type': 'application/json' }), good), []);
  assert.notDeepEqual(responseProblems('GET', '/healthz', 418, headers, good), []);
  const event = { type: 'audio:clear', sessionId: 'call_a', utteranceId: '1' };
  assert.deepEqual(eventProblems(event), []);
  assert.notDeepEqual(eventProblems({ ...event, more: 1 }), []);
  assert.notDeepEqual(eventProblems({ type: 'audio:customer', sessionId: 'call_a', data: 'AAAA' }, 'msgpack'), []);
});

test('every schema of an answer is closed', () => {
  const open = (schema, at) => {
    if (schema === null || typeof schema !== 'object') return;
    if (schema.properties && !('additionalProperties' in schema) && !/allOf|\/(if|then|else)\b/.test(at)) assert.fail(`${at} is open`);
    for (const [key, value] of Object.entries(schema)) open(value, `${at}/${key}`);
  };
  for (const [name, schema] of Object.entries(openapi.components.schemas)) {
    if (!/Request$/.test(name)) open(schema, name);
  }
  for (const key of serverEvents.values()) open(asyncapi.components.messages[key].payload, key);
});
