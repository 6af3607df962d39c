import { kept } from '../lib/storage';

export type Theme = 'system' | 'light' | 'dark';
const KEY = 'mockcall.theme';

export const currentTheme = (): Theme => kept.get<Theme>(KEY) ?? 'system';

/** `system` leaves it to the browser. */
export function setTheme(theme: Theme): void {
  kept.set(KEY, theme === 'system' ? null : theme);
  applyTheme();
}

export function applyTheme(): void {
  const theme = currentTheme();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
