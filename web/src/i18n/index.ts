import { en } from './en';

/** A key of the strings; a translation is another object with the same keys. */
export type MessageKey = keyof typeof en;

type Values = Record<string, string | number>;

/** The string of a key, with `{name}` replaced by what is given. */
export function t(key: MessageKey, values?: Values): string {
  const text: string = en[key];
  return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : text;
}

type PluralStem = { [Key in MessageKey]: Key extends `${infer Stem}.other` ? Stem : never }[MessageKey];
const plurals = new Intl.PluralRules('en');

/** `stem.one` or `stem.other`, whichever the count wants; `{count}` is the count. */
export function tn(stem: PluralStem, count: number, values?: Values): string {
  const exact = `${stem}.${plurals.select(count)}`;
  const key = exact in en ? exact : `${stem}.other`;
  return t(key as MessageKey, { count, ...values });
}

/** What the API calls by a word of its own: `category.billing`. A word without a string is shown as it is, in plain letters. */
export function word(family: string, value: string): string {
  const key = `${family}.${value}`;
  return key in en ? en[key as MessageKey] : value.charAt(0).toUpperCase() + value.slice(1).replaceAll('_', ' ');
}

/** What moved the customer's mood, to the one who took the call (`own`) or to somebody else. */
export function causeOf(cause: string, own: boolean): string {
  const others = `causeOfOther.${cause}`;
  return !own && others in en ? en[others as MessageKey] : word('cause', cause);
}
