// What a person without a mouse has: the Tab key, and eyes that look for the mark of focus.
import assert from 'node:assert/strict';

const MOST = 260;

/** In the page: what has the focus, whether that is seen, and whether it lies open to the eye. */
const look = () => {
  const node = document.activeElement;
  if (!node || node === document.body || node === document.documentElement) return null;
  globalThis.walked ??= new Map();
  if (!globalThis.walked.has(node)) globalThis.walked.set(node, globalThis.walked.size);
  const marked = (each) => { const style = each && getComputedStyle(each); return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; };
  // A switch's or a card's mark is drawn around what belongs to it.
  const label = node.closest('label');
  const around = [node, node.closest('article'), label, ...(label?.querySelectorAll('*') ?? [])];
  const box = (label && node.getBoundingClientRect().width < 4 ? label : node).getBoundingClientRect();
  const seen = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth && box.width > 0;
  return { id: globalThis.walked.get(node), marked: around.some(marked), seen, what: `${node.tagName.toLowerCase()} ${(node.ariaLabel ?? node.innerText ?? node.name ?? '').trim().slice(0, 40)}` };
};

/** In the page: the controls one sees that the Tab key has to come by, less those that were walked over. */
const missed = (within) => {
  const root = within ? document.querySelector(within) : document;
  const all = [...root.querySelectorAll('a[href], button, input, select, textarea, summary, audio[controls], [tabindex="0"]')];
  const shown = (node) => node.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && node.getClientRects().length > 0;
  const chosen = (node) => node.type !== 'radio' || node.checked || !document.querySelector(`input[type=radio][name="${node.name}"]:checked`);
  return all.filter((node) => !node.disabled && node.tabIndex >= 0 && shown(node) && chosen(node) && !node.closest('[aria-hidden=true], [inert]'))
    .filter((node) => !globalThis.walked?.has(node))
    .map((node) => node.outerHTML.slice(0, 140));
};

/**
 * Tab from the beginning to the end of the page, or once around what holds the focus (`within`, a selector): every control is come by,
 * each is marked and in sight, and nothing keeps the focus. Returns what was come by, in order.
 */
export async function walk(page, what, { within } = {}) {
  await page.evaluate((inside) => {
    globalThis.walked = new Map();
    // A page is walked from its beginning: the skip from the heading, which a new page focuses, is not part of it.
    if (!inside) { document.activeElement?.blur(); getSelection().removeAllRanges(); document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); scrollTo(0, 0); }
  }, within);
  const order = [];
  let around = false;
  for (let i = 0; i < MOST && !around; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(look);
    if (at && !within && order.at(-1)?.id === at.id) assert.fail(`${what}: the focus is kept by ${at.what}`);
    around = order.length > 0 && (at === null || order.some(({ id }) => id === at.id));
    if (!at || around) continue;
    assert.ok(at.marked, `${what}: no mark of focus at ${at.what}`);
    assert.ok(at.seen, `${what}: the focus went out of sight at ${at.what}`);
    order.push(at);
  }
  assert.ok(around, `${what}: ${MOST} times Tab and no end: ${order.slice(-3).map((each) => each.what).join(', ')}`);
  assert.deepEqual(await page.evaluate(missed, within ?? null), [], `${what}: not come by`);
  return order.map((each) => each.what);
}

/** Tab until `target` has the focus. */
export async function tabTo(page, target) {
  await target.waitFor();
  for (let i = 0; i < MOST; i++) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not come to ${target}`);
}
/** Tab to it and press it. */
export async function press(page, target, key = 'Enter') {
  await tabTo(page, target);
  await page.keyboard.press(key);
}
