// Whoever waits for the server sees that something comes, and hears it; and it does come.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Rest, eventually } from '../system/lib/rest.mjs';
import { CallSocket } from '../system/lib/socket.mjs';
import { hs256, newUser } from '../system/lib/tokens.mjs';
import { openPage, patient, startServer } from './lib.mjs';

let server;
before(async () => { server = await startServer({ set: { 'limits.end.count': 1000 } }); });
after(() => server.stop());

/** Every answer of the API is kept back until `let go`. */
async function holdAnswers(page) {
  const held = [];
  let open = false;
  await page.route('**/api/ai/mock-call/**', (route) => (open ? route.continue() : held.push(route)));
  return async () => {
    open = true;
    await Promise.all(held.map((route) => route.continue()));
  };
}

/** A short call that was judged and recorded. */
async function aCall(me) {
  const call = await me.start();
  const socket = await CallSocket.join(server, call);
  await socket.say('Thank you for calling TechSupport, my name is Ana. How may I help you?');
  await me.end(call.sessionId);
  await socket.closeWith(1000);
  await eventually(() => me.get(`/session/${call.sessionId}/recording`), (a) => a.status === 200, { what: 'the recording' });
  return call.sessionId;
}

async function assertWaits(role, hash, comes) {
  const token = hs256({ sub: newUser(), name: 'Sam', role, org: 'acme' });
  const trainee = new Rest(server, { token: hs256({ sub: newUser(), name: 'Ana', org: 'acme' }) });
  const mine = role === 'supervisor' ? trainee : new Rest(server, { token });
  const sessionId = await aCall(mine);
  let letGo;
  const { page, close } = await openPage(server, {
    hash: hash.replace(':call', sessionId),
    prepare: async (p) => {
      await p.addInitScript((kept) => localStorage.setItem('mockcall.token', JSON.stringify(kept)), token);
      letGo = await holdAnswers(p);
    },
  });
  const waiting = page.locator('[role=status]', { has: page.locator('.skeleton, .spinner') }).first();
  await waiting.waitFor(patient(15_000));
  const heard = `${await waiting.getAttribute('aria-label') ?? ''} ${await waiting.innerText()}`;
  assert.match(heard, /Loading/, `what is heard while ${hash} is awaited: ${heard}`);
  assert.equal(await comes(page).count(), 0, 'nothing of it is there yet');
  await letGo();
  await comes(page).first().waitFor(patient(15_000));
  await waiting.waitFor({ state: 'detached', ...patient(15_000) });
  await close();
}

const text = (words) => (page) => page.getByText(words);
const pages = {
  'the calls': ['trainee', '#/', text('Recommended for you')],
  'a briefing': ['trainee', '#/brief/scn_abc123', text('The situation')],
  'one\'s progress': ['trainee', '#/progress', text('to the next level')],
  'a review': ['trainee', '#/review/:call', text('Six dimensions')],
  'what one practises': ['trainee', '#/settings', text('Kind of call')],
  'the team\'s calls': ['supervisor', '#/team', (page) => page.getByRole('link', { name: 'Ana' })],
  'the team\'s averages': ['supervisor', '#/averages', text('By dimension')],
  'a review of the team\'s': ['supervisor', '#/team/:call', text('Six dimensions')],
};
for (const [what, [role, hash, comes]] of Object.entries(pages)) test(`who waits for ${what} sees and hears that it comes`, () => assertWaits(role, hash, comes));
