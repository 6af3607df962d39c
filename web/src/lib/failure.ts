import { MockCallError } from '@hirexp/mock-call-sdk';
import { type MessageKey, t, tn } from '../i18n';
import { en } from '../i18n/en';

/** An error whose message is already written for the person who reads it. */
export class PlainError extends Error {}

/** The app's own words for a code, where it has some. */
function worded(family: string, { code }: MockCallError): string | null {
  const key = `${family}.${code}`;
  return key in en ? t(key as MessageKey) : null;
}

/** What happened, in one sentence. */
export function whatHappened(error: unknown): string {
  if (error instanceof MockCallError) return worded('failure.code', error) ?? error.message;
  return error instanceof PlainError ? error.message : t('failure.broken');
}

/** What the person can do about it; empty where what happened says it. */
export function whatToDo(error: unknown): string {
  if (error instanceof PlainError) return '';
  if (!(error instanceof MockCallError)) return t('failure.unforeseen');
  if (error.retryAfter) return tn('failure.wait', error.retryAfter);
  return worded('failure.do', error) ?? (error.status === 404 || error.status === 403 ? t('failure.gone') : t('failure.again'));
}

/** Both, for where there is one line for it. */
export const told = (error: unknown): string => [whatHappened(error), whatToDo(error)].filter(Boolean).join(' ');

/** Asking again would bring the same answer. */
export const isFinal = (error: unknown) =>
  error instanceof MockCallError && (error.status === 404 || error.status === 403 || error.status === 410);
