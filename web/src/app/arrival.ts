import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { type MessageKey, t } from '../i18n';

/** A page that is slow to load has its own heading after this at the latest. */
const LOADING_MS = 15_000;

/** Puts the focus on the page's heading, and on the one that takes its place once the page is loaded, until a key or the pointer is used. */
function focusHeading(): () => void {
  const focus = () => {
    if (document.activeElement === null || document.activeElement === document.body)
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(focus);
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
    for (const kind of ['keydown', 'pointerdown']) removeEventListener(kind, stop, true);
  };
  const timer = setTimeout(stop, LOADING_MS);
  for (const kind of ['keydown', 'pointerdown']) addEventListener(kind, stop, true);
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  focus();
  observer.observe(document.body, { childList: true, subtree: true });
  return stop;
}

/** The address of the first page, until another one was come to. */
let begun: string | null = null;

/** A new page says its name: in the window's title, and to those who hear it, by the focus on its heading. */
export function useArrival(title: MessageKey) {
  const [location] = useLocation();
  useEffect(() => {
    document.title = `${t(title)} · ${t('app.name')}`;
    window.scrollTo(0, 0);
    // The first page is read from its beginning, as browsers do.
    begun ??= location;
    if (begun === location) return;
    begun = '';
    return focusHeading();
  }, [location, title]);
}
