// The call on the screen: hears, speaks, shows. Resolves with the result once the call is over.
import { Player } from './audio.js';
import { CallLine, toBase64 } from './call.js';
import { clock, desk, el, gauge, level, show } from './dom.js';

const STATUS = { initializing: 'Connecting', ringing: 'Ringing', active: 'On the line', on_hold: 'On hold', transferring: 'Transferring', escalated: 'Escalated', ended: 'Ended' };
const SEVERE = { critical: 'critical' };

export function runCall(api, { call, scenario, customer }, mic) {
  const view = show('call');
  const line = new CallLine(call);
  const player = new Player((utteranceId, ms) => line.send('audio:played', { utteranceId, ms: Math.round(ms) }));
  const lines = new Map();
  const unsent = [];
  let status = 'initializing';
  let muted = false;
  let duration = 0;
  let durationAt = performance.now();
  let finished = false;
  let done;
  const outcome = new Promise((resolve) => { done = resolve; });

  view.text('customer', customer);
  view.slot('desk').append(desk(scenario));
  view.find('.controls').nextElementSibling.hidden = !mic;
  const hint = (text) => view.text('hint', text);

  function drawState(state) {
    ({ status } = state);
    duration = state.callDuration;
    durationAt = performance.now();
    view.text('status', STATUS[status] ?? status);
    gauge(view.find('[data-gauge="mood"]'), state.customerMood);
    gauge(view.find('[data-gauge="satisfaction"]'), state.satisfactionLevel);
    const held = status === 'on_hold';
    view.button('hold').textContent = held ? 'Take off hold' : 'Hold';
    view.button('hold').setAttribute('aria-pressed', String(held));
    const talking = status !== 'ringing' && status !== 'initializing';
    for (const name of ['hold', 'mute', 'transfer', 'escalate']) view.button(name).disabled = !talking;
    if (status === 'ringing') hint(mic ? 'The phone rings. Answer by greeting the customer.' : 'The phone rings. Answer by typing your greeting.');
    else if (held) hint('The customer is waiting on hold and cannot hear you.');
    else hint(muted ? 'You are muted.' : '');
  }

  function drawTranscript({ utteranceId, speaker, text, timestamp, final }) {
    const log = view.find('.transcript');
    let item = lines.get(utteranceId);
    if (!text) { item?.remove(); lines.delete(utteranceId); return; }
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    if (!item) {
      item = el('li', { className: speaker });
      lines.set(utteranceId, item);
      log.append(item);
    }
    item.classList.toggle('partial', !final);
    item.replaceChildren(el('small', { textContent: `${speaker === 'agent' ? 'You' : customer} · ${clock(timestamp)}` }), text);
    if (atEnd) log.scrollTop = log.scrollHeight;
  }

  function drawFeedback({ feedback }) {
    const list = view.slot('feedback');
    list.querySelector('.soft')?.remove();
    list.prepend(el('li', { className: `${feedback.type} ${SEVERE[feedback.severity] ?? ''}`, textContent: feedback.message }));
    while (list.children.length > 4) list.lastChild.remove();
  }

  /** What was typed while the line was down is said once it is up again. */
  function sendTyped() {
    while (unsent.length > 0 && line.send('agent:text', { content: unsent[0] })) unsent.shift();
    if (unsent.length > 0) hint('Not connected yet. Your words will be sent as soon as the line is up.');
  }

  const on = (type, handler) => line.addEventListener(type, ({ detail }) => handler(detail));
  on('joined', ({ state }) => {
    drawState(state);
    if (mic) line.send('audio:start', { format: { codec: 'pcm_s16le', sampleRate: 16000, channels: 1 } });
    sendTyped();
  });
  on('state:update', ({ state }) => drawState(state));
  on('transcript', drawTranscript);
  on('feedback', drawFeedback);
  on('audio:customer', (event) => player.add(event));
  on('audio:clear', ({ utteranceId }) => player.clear(utteranceId));
  on('customer:action', ({ action, message }) => hint(message || { interrupt: 'The customer interrupts.', ask_supervisor: 'The customer asks for a supervisor.', hangup: 'The customer has hung up.' }[action]));
  on('error', ({ message }) => hint(message));
  on('connection', ({ state, message }) => { if (state === 'down') { player.stop(); hint(message); } });
  on('final', ({ message }) => finish(message));
  on('call:ended', ({ reason }) => finish(reason === 'resolved' || reason === 'transferred' ? '' : 'The call was ended.'));

  if (mic) {
    let sent = 0;
    mic.onpcm = (pcm) => { if (line.send('audio:data', { data: toBase64(pcm), timestamp: 40 * sent })) sent++; };
    mic.onlevel = (rms) => level(view.find('.level'), muted ? 0 : rms);
    mic.onlost = () => hint('The microphone was lost. You can go on by typing.');
  }

  view.on('hold', () => line.action(status === 'on_hold' ? 'resume' : 'hold'));
  view.on('mute', () => {
    if (!line.action(muted ? 'unmute' : 'mute')) return;
    muted = !muted;
    view.button('mute').textContent = muted ? 'Unmute' : 'Mute';
    view.button('mute').setAttribute('aria-pressed', String(muted));
    hint(muted ? 'You are muted.' : '');
  });
  view.on('escalate', () => line.action('escalate'));
  const ask = (name) => new Promise((resolve) => {
    const dialog = view.find(`[data-dialog="${name}"]`);
    dialog.returnValue = '';
    dialog.onclose = () => resolve(dialog.returnValue === 'ok' ? Object.fromEntries(new FormData(dialog.querySelector('form'))) : null);
    dialog.showModal();
  });
  view.on('transfer', async () => {
    const to = await ask('transfer');
    if (to) line.action('transfer', to);
  });
  view.on('end', async () => {
    const answer = await ask('end');
    if (!answer || finished) return;
    const { endReason, actionTaken } = answer;
    const issueResolved = endReason === 'resolved';
    finish('', { endReason, resolution: { issueResolved, ...(actionTaken && { actionTaken }) } });
  });
  view.form('say', ({ text }) => {
    const content = text.value.trim();
    if (!content) return;
    text.value = '';
    unsent.push(content);
    sendTyped();
  });
  view.form('note', ({ note }) => {
    const content = note.value.trim();
    if (!content || !line.send('note', { content, timestamp: Math.round(performance.now()) })) return;
    view.slot('notes').append(el('li', { textContent: content }));
    note.value = '';
  });
  if (!mic) view.find('#say').focus();

  const ticking = setInterval(() => {
    const running = !['initializing', 'ringing', 'ended'].includes(status);
    view.text('clock', clock(duration + (running ? (performance.now() - durationAt) / 1000 : 0)));
  }, 500);

  /** With a body the agent ends the call; without one it has ended by itself. */
  async function finish(message, body = null) {
    if (finished) return;
    finished = true;
    hint('The call is over. Your score is being worked out…');
    clearInterval(ticking);
    if (mic) mic.onpcm = mic.onlevel = null;
    player.stop();
    try {
      done({ message, result: body ? await api.end(call.sessionId, body) : await resultOf(api, call.sessionId) });
    } catch (error) {
      done({ message: message || error.message, result: null });
    } finally {
      line.hangUp();
      player.close();
    }
  }

  line.connect();
  return outcome;
}

/** The result of a call that has ended or is ending. */
async function resultOf(api, sessionId) {
  for (let attempt = 0; attempt < 60; attempt++) {
    const { result, status } = await api.session(sessionId);
    if (result) return result;
    if (status === 'expired') return null;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return null;
}
