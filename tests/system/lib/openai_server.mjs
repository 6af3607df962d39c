// A server that speaks the OpenAI API over real sockets, for tests: what it answers, how its bytes are cut, how long it
// takes and how it fails is said by the test. Other endpoints are added with route().
import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The hosted API's error body. */
export function errorBody(message, { type = 'invalid_request_error', code = null, param = null } = {}) {
  return { error: { message, type, param, code } };
}

/** About four characters a token: enough to see that usage is counted. */
const tokens = (text) => Math.max(1, Math.ceil(text.length / 4));

export function sendJson(response, status, body, headers = {}) {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
}

/** Writes bytes in pieces of `chunk`, each in a packet of its own as far as the system allows. */
export async function drip(response, bytes, { chunk = 0, betweenMs = 0 } = {}) {
  const all = Buffer.from(bytes);
  const size = chunk > 0 ? chunk : all.length;
  for (let at = 0; at < all.length && !response.destroyed; at += size) {
    response.write(all.subarray(at, at + size));
    if (betweenMs > 0) await wait(betweenMs);
    else if (chunk > 0) await new Promise(setImmediate);
  }
}

function problemOf(body) {
  if (typeof body?.model !== 'string') return errorBody('you must provide a model parameter');
  if (!Array.isArray(body.messages) || body.messages.length === 0) return errorBody("'messages' must be a list with messages", { param: 'messages' });
  for (const m of body.messages) {
    if (!['system', 'developer', 'user', 'assistant', 'tool'].includes(m?.role)) return errorBody(`Invalid role '${m?.role}'`, { param: 'messages' });
    if (typeof m.content !== 'string' && !Array.isArray(m.content) && !m.tool_calls) return errorBody('Invalid content', { param: 'messages' });
  }
  const format = body.response_format;
  if (format?.type === 'json_schema') return problemOfSchema(format.json_schema);
  return undefined;
}

/** What strict structured output asks of a schema: closed objects, everything required. */
function problemOfSchema(wanted) {
  if (!/^[\w-]{1,64}$/.test(wanted?.name ?? '')) return errorBody("Invalid 'response_format.json_schema.name'");
  const problem = wanted.strict ? openObject(wanted.schema, 'schema') : undefined;
  return problem && errorBody(`Invalid schema for response_format '${wanted.name}': ${problem}`, { param: 'response_format' });
}

function openObject(schema, where) {
  if (schema?.type === 'object') {
    if (schema.additionalProperties !== false) return `${where}: 'additionalProperties' is required to be supplied and to be false`;
    for (const [name, inner] of Object.entries(schema.properties ?? {})) {
      if (!schema.required?.includes(name)) return `${where}: 'required' must include '${name}'`;
      const problem = openObject(inner, `${where}.${name}`);
      if (problem) return problem;
    }
  }
  return schema?.type === 'array' ? openObject(schema.items, `${where}.items`) : undefined;
}

/**
 * A behaviour, all members optional:
 *   content     text, an object (sent as JSON), or a function of the request's body giving either
 *   toolCalls   [{name, arguments}]
 *   pieces      how many characters a delta holds (12)
 *   chunk       cut the bytes of the stream into pieces of so many (0: an event each)
 *   firstMs     before the head;  firstByteMs  between the head and the body;  betweenMs  between pieces
 *   status      an error instead, with  code, retryAfter (seconds)
 *   silent      'accept' (no answer at all), 'head' (a head and nothing more), 'middle' (stops after half)
 *   close       'before' (no answer), 'middle' (after half of the stream)
 *   trailers    {name: value} after the body
 *   broken      'json' (an event that is none), 'content' (content cut in the middle), 'empty' (no choices)
 */
export class OpenAiServer {
  static async start(options) {
    const server = new OpenAiServer(options);
    await server.listen();
    return server;
  }

  /**
   * `tls` {key, cert}: https; `prefix`: where the API lies; `refuses` (body): what the service does not take of a request for a
   * completion, {param, code, message}; `keepAlive`: as Node's server has it, 'stale' cuts a connection's second request before it is answered.
   */
  constructor({ apiKey = 'sk-test-0123456789', models = ['test-model'], port = 0, tls = null, prefix = '/v1', refuses = null, keepAlive = null } = {}) {
    Object.assign(this, { apiKey, models, port, tls, prefix, refuses, keepAlive });
    this.requests = [];
    this.queued = [];
    this.always = { content: 'All right.' };
    this.down = false;
    this.routes = new Map([
      ['GET /v1/models', (x) => sendJson(x.response, 200, { object: 'list', data: this.models.map((id) => ({ id, object: 'model', created: 1, owned_by: 'test' })) })],
      ['POST /v1/chat/completions', (x) => this.chat(x)],
    ]);
  }

  get url() { return `http${this.tls ? 's' : ''}://127.0.0.1:${this.port}${this.prefix}`; }

  /** `handler({request, response, body: Buffer, record})`, after the key was checked. */
  route(method, path, handler) { this.routes.set(`${method} ${path}`, handler); }

  /** Each of these answers one request; then `always` again. */
  next(...behaviours) { this.queued.push(...behaviours); }

  /** Requests for completions, in order: {path, headers, body, at, aborted}. */
  get chats() { return this.requests.filter((r) => r.path === `${this.prefix}/chat/completions`); }

  async listen() {
    const make = this.tls ? (handler) => https.createServer(this.tls, handler) : http.createServer;
    this.connections = 0;
    this.http = make((request, response) => this.serve(request, response).catch((e) => { this.failure ??= e; response.destroy(); }));
    this.http.on('connection', (socket) => { this.connections++; socket.setNoDelay(true); });
    this.http.listen(this.port, '127.0.0.1');
    await once(this.http, 'listening');
    this.port = this.http.address().port;
  }

  async stop() {
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
    if (this.failure) throw this.failure;
  }

  async serve(request, response) {
    const record = { method: request.method, path: request.url, headers: request.headers, at: Date.now(), aborted: false };
    this.requests.push(record);
    response.on('close', () => { record.aborted = !response.writableFinished; });
    if (this.down) return request.socket.destroy();
    if (this.keepAlive === 'stale') {
      request.socket.served = (request.socket.served ?? 0) + 1;
      if (request.socket.served > 1) return request.socket.destroy();
    }
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    if (this.apiKey && request.headers.authorization !== `Bearer ${this.apiKey}`) {
      return sendJson(response, 401, errorBody(`Incorrect API key provided: ${request.headers.authorization?.slice(7)}.`, { code: 'invalid_api_key' }));
    }
    const path = request.url.split('?')[0];
    const handler = path.startsWith(this.prefix) ? this.routes.get(`${request.method} /v1${path.slice(this.prefix.length)}`) : undefined;
    if (!handler) return sendJson(response, 404, errorBody(`Invalid URL (${request.method} ${request.url})`, { code: null }));
    return handler({ request, response, body, record });
  }

  async chat({ request, response, body, record }) {
    let asked;
    try { asked = JSON.parse(body.toString('utf8')); } catch { return sendJson(response, 400, errorBody('We could not parse the JSON body of your request.')); }
    record.body = asked;
    const refused = this.refuses?.(asked);
    if (refused) return sendJson(response, 400, errorBody(refused.message ?? 'No.', { param: refused.param ?? null, code: refused.code ?? null }));
    const problem = problemOf(asked);
    if (problem) return sendJson(response, 400, problem);
    if (!this.models.includes(asked.model)) {
      return sendJson(response, 404, errorBody(`The model \`${asked.model}\` does not exist`, { code: 'model_not_found' }));
    }
    const b = this.queued.shift() ?? this.always;
    if (b.firstMs) await wait(b.firstMs);
    if (b.status) {
      return sendJson(response, b.status, errorBody('As the test says.', { code: b.code ?? null, type: b.type ?? 'server_error' }),
        b.retryAfter === undefined ? {} : { 'retry-after': String(b.retryAfter) });
    }
    if (b.silent === 'accept') return undefined;
    if (b.close === 'before') return request.socket.destroy();
    const wanted = typeof b.content === 'function' ? b.content(asked) : b.content ?? '';
    let content = typeof wanted === 'string' ? wanted : JSON.stringify(wanted);
    if (b.broken === 'content') content = content.slice(0, Math.floor(content.length / 2));
    const answer = { content, toolCalls: b.toolCalls ?? [], usage: {
      prompt_tokens: tokens(JSON.stringify(asked.messages)), completion_tokens: tokens(content), total_tokens: 0 } };
    answer.usage.total_tokens = answer.usage.prompt_tokens + answer.usage.completion_tokens;
    return asked.stream ? this.stream(response, asked, answer, b) : this.whole(response, asked, answer, b);
  }

  async whole(response, asked, { content, toolCalls, usage }, b) {
    const calls = toolCalls.map((t, i) => ({ id: `call_${i}`, type: 'function', function: { name: t.name, arguments: JSON.stringify(t.arguments) } }));
    const body = { id: 'chatcmpl-test', object: 'chat.completion', created: Math.floor(Date.now() / 1000), model: asked.model,
      choices: b.broken === 'empty' ? [] : [{ index: 0, logprobs: null, finish_reason: calls.length ? 'tool_calls' : 'stop',
        message: { role: 'assistant', content: calls.length ? null : content, refusal: null, ...(calls.length ? { tool_calls: calls } : {}) } }], usage };
    const text = b.broken === 'json' ? '{"id": "chatcmpl-' : JSON.stringify(body);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    if (b.silent === 'head') return;
    if (b.firstByteMs) await wait(b.firstByteMs);
    await this.write(response, text, b);
  }

  async stream(response, asked, { content, toolCalls, usage }, b) {
    const frame = (choices, more = {}) => `data: ${JSON.stringify({ id: 'chatcmpl-test', object: 'chat.completion.chunk',
      created: Math.floor(Date.now() / 1000), model: asked.model, choices, ...more })}\n\n`;
    const delta = (d, finish = null) => [{ index: 0, delta: d, logprobs: null, finish_reason: finish }];
    const counts = asked.stream_options?.include_usage ? { usage: null } : {};
    const frames = [frame(delta({ role: 'assistant', content: toolCalls.length ? null : '' }), counts)];
    toolCalls.forEach((t, index) => {
      const text = JSON.stringify(t.arguments);
      frames.push(frame(delta({ tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name: t.name, arguments: '' } }] }), counts));
      for (let i = 0; i < text.length; i += 8) frames.push(frame(delta({ tool_calls: [{ index, function: { arguments: text.slice(i, i + 8) } }] }), counts));
    });
    if (!toolCalls.length) {
      const size = b.pieces ?? 12;
      for (let i = 0; i < content.length; i += size) frames.push(frame(delta({ content: content.slice(i, i + size) }), counts));
    }
    if (b.broken === 'json') frames.splice(2, 0, 'data: {"choices": [{"delta":\n\n');
    frames.push(frame(delta({}, toolCalls.length ? 'tool_calls' : 'stop'), counts));
    if (asked.stream_options?.include_usage) frames.push(frame([], { usage }));
    frames.push('data: [DONE]\n\n');
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', ...(b.trailers && { trailer: Object.keys(b.trailers).join(', ') }) });
    if (b.trailers) response.addTrailers(b.trailers);
    response.flushHeaders();
    if (b.silent === 'head') return;
    if (b.firstByteMs) await wait(b.firstByteMs);
    await this.write(response, b.chunk || b.silent || b.close ? frames.join('') : frames, b);
  }

  async write(response, what, b) {
    const half = (text) => text.slice(0, Math.floor(text.length / 2));
    if (Array.isArray(what)) {
      for (const one of what) await drip(response, one, { betweenMs: b.betweenMs });
      response.end();
      return;
    }
    await drip(response, b.silent === 'middle' || b.close === 'middle' ? half(what) : what, b);
    if (b.close === 'middle') {
      await wait(20);  // what was written goes out first
      response.destroy();
    } else if (b.silent !== 'middle') {
      response.end();
    }
  }
}
