// The page's way: sign in, choose a call, read the briefing, take the call, see the score.
import { Api, ApiError } from './api.js';
import { Microphone } from './audio.js';
import { runCall } from './call_view.js';
import { alertBox, desk, el, facts, level, show } from './dom.js';
import { showResult } from './result_view.js';

const kept = {
  get: (key) => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } },
  set: (key, value) => { if (value) sessionStorage.setItem(key, JSON.stringify(value)); else sessionStorage.removeItem(key); },
};
const api = new Api(kept.get('user')?.token);

function failed(error, retry) {
  if (error instanceof ApiError && error.code === 'UNAUTHORIZED') {
    kept.set('user', null);
    api.token = null;
    signIn();
    return alertBox('Please sign in again.');
  }
  alertBox(error.message, retry && { label: 'Try again', run: retry });
}

function signIn() {
  const view = show('sign-in');
  const enter = async (token, name) => {
    api.token = token;
    kept.set('user', { token, name });
    await chooseCall();
  };
  const form = view.form('guest', async ({ name }) => {
    try {
      const guest = await api.guest(name.value.trim());
      await enter(guest.token, name.value.trim() || 'Guest');
    } catch (error) {
      if (error.status !== 404) return failed(error);
      form.hidden = true;  // this server has no guests: it wants a token of the product it belongs to
      view.find('[data-form="token"]').hidden = false;
    }
  });
  view.form('token', ({ token }) => enter(token.value.trim(), ''));
}

async function chooseCall() {
  document.getElementById('who').textContent = kept.get('user')?.name ?? '';
  let scenarios;
  try { scenarios = await api.scenarios(); } catch (error) { return failed(error, chooseCall); }
  const view = show('scenarios');
  const list = view.find('.cards');
  const draw = (category) => list.replaceChildren(...scenarios.filter((s) => !category || s.category === category).map(card));
  const kinds = [null, ...new Set(scenarios.map((s) => s.category))];
  view.find('.filters').append(...kinds.map((kind) => {
    const button = el('button', { textContent: kind ?? 'All' });
    button.setAttribute('aria-pressed', String(kind === null));
    button.onclick = () => {
      for (const other of view.find('.filters').children) other.setAttribute('aria-pressed', String(other === button));
      draw(kind);
    };
    return button;
  }));
  draw(null);
}

function card(s) {
  const button = el('button', { className: 'card' },
    el('span', { className: 'tags' }, ...[s.category, s.difficulty, s.industry].filter(Boolean).map((t) => el('span', { className: 'tag', textContent: t }))),
    el('h2', { textContent: s.name }),
    el('span', { className: 'soft', textContent: s.description }),
    el('span', { className: 'meta' },
      el('span', { textContent: `${s.customer.name}, ${s.customer.age}, ${s.customer.mood}` }),
      el('span', { textContent: s.bestScore === null ? `${s.estimatedDuration} min` : `Best ${s.bestScore}` })));
  button.onclick = () => brief(s);
  return el('li', {}, button);
}

async function brief(summary) {
  let scenario;
  try { scenario = await api.scenario(summary.id); } catch (error) { return failed(error, () => brief(summary)); }
  const view = show('briefing');
  view.text('name', scenario.name);
  const { situation, background, customerMood, desiredOutcome } = scenario.briefing;
  view.slot('briefing').append(el('p', { textContent: situation }),
    facts([['Background', background], ['The customer', customerMood], ['Your aim', desiredOutcome]], 'facts policies'));
  const { required, bonusPoints } = scenario.evaluationCriteria;
  view.slot('criteria').append(...required.map((c) => el('li', { textContent: c })), ...bonusPoints.map((c) => el('li', { className: 'soft', textContent: `${c} (bonus)` })));
  view.slot('desk').append(desk(scenario));
  let mic = null;
  const openMic = async () => {
    mic ??= await Microphone.open();
    mic.onlevel = (rms) => level(view.find('.level'), rms);
    view.text('mic', 'Your microphone works. Say a few words and watch the bar.');
    view.button('test-mic').hidden = true;
    return mic;
  };
  const denied = (error) => {
    view.text('mic', error.name === 'NotAllowedError' ? 'The microphone was not allowed. You can type what you say instead, or allow it in the browser\'s settings.'
      : 'No microphone could be used. You can type what you say instead.');
    view.button('type').className = 'primary';
    view.button('call').className = '';
  };
  view.on('back', () => { mic?.close(); chooseCall(); });
  view.on('test-mic', () => openMic().catch(denied));
  view.on('call', async () => {
    try { await openMic(); } catch (error) { return denied(error); }
    take(scenario, summary, mic);
  });
  view.on('type', () => { mic?.close(); take(scenario, summary, null); });
}

async function take(scenario, summary, mic) {
  try {
    const call = await api.start(scenario.id);
    const running = { call, scenario, customer: summary.customer.name };
    kept.set('call', running);
    await talk(running, mic);
  } catch (error) {
    if (error.code !== 'ALREADY_IN_CALL') { mic?.close(); return failed(error); }
    alertBox('You are still in another call.', { label: 'End it and take this one', run: async () => {
      try {
        await api.end(error.details.sessionId, { endReason: 'disconnected' });
      } catch (inner) { return failed(inner); }
      take(scenario, summary, mic);
    } });
  }
}

async function talk(running, mic) {
  try {
    const outcome = await runCall(api, running, mic);
    if (outcome.message) alertBox(outcome.message);
    if (outcome.result) showResult(api, running, outcome.result, chooseCall);
    else chooseCall().then(() => alertBox(outcome.message));
  } finally {
    kept.set('call', null);
    mic?.close();
  }
}

/** A reloaded page goes back to its call. */
async function resume(running) {
  const mic = await Microphone.open().catch(() => null);
  await talk(running, mic);
}

addEventListener('unhandledrejection', ({ reason }) => failed(reason instanceof Error ? reason : new Error(String(reason))));
const running = kept.get('call');
if (!api.token) signIn();
else if (running) resume(running);
else chooseCall();
