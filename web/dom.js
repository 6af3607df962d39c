// Small helpers for making and finding elements. Text is always set as text, never as markup.

export const el = (tag, props = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return node;
};

/** Shows a template as the page's view and returns finders for its parts. Focus moves to its heading. */
export function show(template) {
  const view = document.getElementById('view');
  view.replaceChildren(document.getElementById(`t-${template}`).content.cloneNode(true));
  alertBox();
  window.scrollTo(0, 0);
  view.querySelector('h1')?.focus({ preventScroll: true });
  const find = (selector) => view.querySelector(selector);
  return {
    find,
    text: (name, value) => { const at = find(`[data-text="${name}"]`); if (at && at.textContent !== value) at.textContent = value; },
    slot: (name) => find(`[data-slot="${name}"]`),
    on: (name, handler) => { find(`[data-do="${name}"]`).onclick = handler; },
    button: (name) => find(`[data-do="${name}"]`),
    form: (name, handler) => {
      const form = find(`[data-form="${name}"]`);
      form.onsubmit = (event) => { event.preventDefault(); handler(form.elements, form); };
      return form;
    },
  };
}

/** Without a message: none. `action` {label, run}. */
export function alertBox(message = '', action = null) {
  const box = document.getElementById('alert');
  if (!message) return box.replaceChildren();
  const button = el('button', { textContent: action?.label ?? 'Close' });
  button.onclick = () => { alertBox(); action?.run(); };
  box.replaceChildren(el('span', { textContent: message }), button);
}

export function gauge(node, value) {
  const v = Math.round(Math.max(0, Math.min(100, value)));
  node.setAttribute('aria-valuenow', v);
  node.style.setProperty('--v', v);
  node.toggleAttribute('data-low', v < 35);
  const number = node.querySelector('b');
  if (number) number.textContent = v;
}

/** A microphone's level (0-1) as a bar: speech sits around -40 to -10 dB. */
export const level = (node, rms) => gauge(node, 100 + 20 * Math.log10(Math.max(1e-5, rms)) * 1.6);

export const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
export const spaced = (name) => name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/_/g, ' ').replace(/^./, (c) => c.toUpperCase());

export const facts = (pairs, className = 'facts') => el('dl', { className },
  ...pairs.flatMap(([key, value]) => [el('dt', { textContent: key }), el('dd', { textContent: value })]));

/** What an agent has on the desk: the customer's file and the company's policies. */
export const desk = (scenario) => el('div', { className: 'stack' },
  el('div', {}, el('h2', { textContent: 'Customer file' }), facts(Object.entries(scenario.customerProfile).map(([k, v]) => [spaced(k), v]))),
  el('div', {}, el('h2', { textContent: `Policies${scenario.companyInfo.name ? ` of ${scenario.companyInfo.name}` : ''}` }),
    facts(Object.entries(scenario.companyInfo.policies).map(([k, v]) => [spaced(k), v]), 'facts policies')));
