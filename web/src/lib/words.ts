/** `accountNumber` → `Account number`; what scenario authors name their fields by. */
export function fieldName(name: string): string {
  const spaced = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Seconds as `3:07`, or `1:02:09` past the hour. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}:${two(whole % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
/** `2026-11-27` → `27 Nov`. */
export const dayOf = (date: string): string => short.format(new Date(`${date}T00:00:00Z`));

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
export const moment = (iso: string): string => day.format(new Date(iso));

/** A scenario's name with the dash that belongs between words, which never begins a line. */
export const titled = (name: string): string => name.replace(/ - /g, '\u00a0– ');
