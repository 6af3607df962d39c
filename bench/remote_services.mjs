// The three remote parts with known delays and next to no work: what is left is the server's own time. Prints its port.
// Usage: node bench/remote_services.mjs '{"hear": 150, "think": 250, "speak": 200}' (milliseconds to the first byte of each)
import http from 'node:http';

const delays = { hear: 150, think: 250, speak: 200, ...JSON.parse(process.argv[2] ?? '{}') };
const LINES = ['Thank you for calling, how may I help you today?', 'I am sorry to hear that, let me look into it for you.',
  'May I have your account number, please?', 'I can offer you a credit for the overcharge on your next bill.', 'Is there anything else that I can help you with today?'];
const RATE = 24_000;
const PACE = 15; // characters a second
const tone = new Int16Array(RATE * 8);
for (let i = 0; i < tone.length; i++) tone[i] = (i % RATE) > RATE * 0.85 ? 0 : 8000 * Math.sin(2 * Math.PI * 210 * i / RATE);
const sound = Buffer.from(tone.buffer);
const stream = { 'content-type': 'text/event-stream' };
const frame = (event) => `data: ${JSON.stringify(event)}\n\n`;
const chunk = (content, more = {}) => frame({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: content === null ? {} : { content }, finish_reason: null, ...more }] });
let heard = 0;
/** How often each part was asked; `mean`: the model, for the meaning of the agent's words: a turn that needs it costs `think` twice. */
const asked = { hear: 0, mean: 0, think: 0, speak: 0, ownMs: delays.hear + delays.think + delays.speak };
/** When each part's answer began, by what it was for: for those who measure. */
const begun = [];

function hear(response) {
  asked.hear++;
  const text = LINES[heard++ % LINES.length];
  setTimeout(() => {
    response.writeHead(200, stream);
    response.end(frame({ type: 'transcript.text.delta', delta: text }) + frame({ type: 'transcript.text.done', text }));
  }, delays.hear);
}

function think(response, body) {
  const { messages, stream: streamed } = JSON.parse(body);
  const task = messages.at(-1).content;
  const own = /in other words: "((?:[^"\\]|\\.)*)"/.exec(task);
  asked[own ? 'think' : 'mean']++;
  const words = own ? JSON.stringify({ decision: /about an offer: (\w+)\./.exec(task)[1], emotion: 'neutral', words: JSON.parse(`"${own[1]}"`) })
    : JSON.stringify({ acts: [], asks: [], steps: [], offers: [], checks: [] });
  setTimeout(() => {
    response.writeHead(200, streamed ? stream : { 'content-type': 'application/json' });
    if (!streamed) return response.end(JSON.stringify({ object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: words }, finish_reason: 'stop' }] }));
    const half = words.length >> 1;
    return response.end(chunk(words.slice(0, half)) + chunk(words.slice(half)) + chunk(null, { finish_reason: 'stop' }) + 'data: [DONE]\n\n');
  }, delays.think);
}

function speak(response, body) {
  const { input } = JSON.parse(body);
  asked.speak++;
  setTimeout(() => {
    begun.push({ text: input, at: Date.now() });
    if (begun.length > 5_000) begun.splice(0, 2_500);
    response.writeHead(200, { 'content-type': 'audio/pcm' });
    response.end(sound.subarray(0, Math.min(sound.length, Math.round(input.length / PACE * RATE) * 2)));
  }, delays.speak);
}

const server = http.createServer((request, response) => {
  const parts = [];
  const whole = request.url.endsWith('/transcriptions') ? () => {} : (part) => parts.push(part); // sound is let go of
  request.on('data', whole);
  request.on('end', () => {
    if (request.url.endsWith('/transcriptions')) return hear(response);
    if (request.url.endsWith('/completions')) return think(response, Buffer.concat(parts));
    if (request.url.endsWith('/speech')) return speak(response, Buffer.concat(parts));
    response.writeHead(200, { 'content-type': 'application/json' });
    const told = { begun, asked }[request.url.split('/').at(-1)];
    return response.end(JSON.stringify(told ?? { object: 'list', data: [] }));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
