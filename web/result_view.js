// The score, and what each point was given for.
import { sameOrigin } from './api.js';
import { clock, el, gauge, show } from './dom.js';

const FEEDBACK = [['strengths', 'What went well'], ['improvements', 'What to work on'], ['tips', 'Next time, try']];

export function showResult(api, { call, customer }, result, again) {
  const view = show('result');
  const { evaluation, summary, feedback, achievements } = result;
  const ring = view.find('.ring');
  ring.style.setProperty('--v', evaluation.overallScore);
  ring.querySelector('b').textContent = evaluation.overallScore;
  ring.setAttribute('aria-label', `${evaluation.overallScore} of 100 points`);
  const rows = [['Length', clock(summary.duration)], ['On hold', clock(summary.holdTime)], ['Customer satisfaction', `${evaluation.customerSatisfaction.toFixed(1)} of 5`],
    ['Resolved in this call', evaluation.firstCallResolution ? 'Yes' : 'No']];
  if (evaluation.metrics?.wordsPerMinute > 0) rows.push(['Your pace', `${Math.round(evaluation.metrics.wordsPerMinute)} words a minute`]);
  for (const a of achievements) rows.push([`★ ${a.name}`, `+${a.xp} XP`]);
  view.slot('summary').append(...rows.flatMap(([k, v]) => [el('dt', { textContent: k }), el('dd', { textContent: v })]));

  view.slot('dimensions').append(...Object.entries(evaluation.breakdown).map(([name, score]) => {
    const bar = el('div', { role: 'meter', ariaLabel: name, ariaValueMin: '0', ariaValueMax: '100' }, el('span', { textContent: name }), el('b'), el('i'));
    gauge(bar, score);
    return bar;
  }));
  view.slot('feedback').append(...FEEDBACK.filter(([key]) => feedback[key].length > 0).map(([key, title]) =>
    el('div', { className: 'card' }, el('h2', { textContent: title }), el('ul', {}, ...feedback[key].map((text) => el('li', { textContent: text }))))));

  const audio = view.find('audio');
  const seek = (seconds) => {
    if (audio.hidden) return;
    audio.currentTime = Math.max(0, seconds - 0.3);
    audio.play();
  };
  view.slot('criteria').append(...(evaluation.criteria ?? []).map((c) => criterion(c, customer, seek)));
  view.on('again', () => { audio.pause(); again(); });
  loadRecording(api, call.sessionId, view, audio, customer);
}

function criterion(c, customer, seek) {
  const [mark, name, word] = c.met ? ['✓', 'mark-met', 'Met'] : c.score > 0 ? ['◐', 'mark-part', 'Partly met'] : ['✗', 'mark-missed', 'Missed'];
  const sign = el('span', { className: name, textContent: mark, role: 'img', ariaLabel: word });
  const quotes = c.evidence.map((e) => {
    const at = el('button', { textContent: clock(e.timestamp), title: 'Listen to this moment' });
    at.onclick = () => seek(e.timestamp);
    const who = { agent: 'You', customer, system: '' }[e.speaker];
    return el('blockquote', {}, at, who ? `${who}: “${e.text}”` : e.text);
  });
  return el('li', {}, sign, el('span', { textContent: c.label }), el('span', { className: 'tag', textContent: c.dimension }), ...quotes,
    c.note && el('p', { textContent: c.note }));
}

async function loadRecording(api, sessionId, view, audio, customer) {
  for (let attempt = 0; attempt < 25; attempt++) {
    try {
      const { recording, transcript } = await api.recording(sessionId);
      audio.src = sameOrigin(recording.audioUrl);
      audio.hidden = false;
      view.text('recording', 'You are on the left, the customer is on the right.');
      view.slot('transcript').append(...transcript.messages.map((m) => el('li', { className: m.speaker },
        el('small', { textContent: `${m.speaker === 'agent' ? 'You' : customer} · ${clock(m.timestamp)}` }), m.text)));
      return;
    } catch (error) {
      if (error.code === 'RECORDING_NOT_FOUND' && attempt > 12) break;
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
  }
  view.text('recording', 'There is no recording of this call.');
}
