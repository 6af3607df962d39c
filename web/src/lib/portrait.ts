/** What a customer looks like: the same person always the same. */
export interface Look {
  ground: string;
  skin: string;
  shade: string;
  hair: string;
  clothes: string;
  cut: 'short' | 'parted' | 'curly' | 'bob' | 'long' | 'bun' | 'receding';
  glasses: boolean;
  beard: boolean;
}

const SKINS: [skin: string, shade: string][] = [
  ['#f3d3bd', '#e0b497'],
  ['#e8b892', '#d19a72'],
  ['#c98d63', '#ad7149'],
  ['#9a6644', '#7e4f32'],
  ['#6f4630', '#573422'],
];
const DARK_HAIR = ['#2b2320', '#3a2a22', '#31343b'];
const HAIR = [...DARK_HAIR, '#4a3226', '#6d4a2f', '#8d6239', '#a8763e'];
const GREY = ['#a9a7a3', '#8b8985', '#c9c6c0'];
const CLOTHES = ['#3f6f8f', '#7a5a86', '#4f7d5d', '#a2604a', '#55607c', '#8a7340'];
const GROUNDS = ['#cfe3e6', '#e3d9ea', '#d9e6d5', '#f0dcd0', '#dadfee', '#ece3cb'];
const LONGER: Look['cut'][] = ['bob', 'long', 'bun', 'curly'];
const SHORTER: Look['cut'][] = ['short', 'parted', 'curly', 'short'];

/** FNV-1a: spreads short names well, and is the same everywhere. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

export function lookOf(name: string, age: number): Look {
  let seed = hash(name);
  const pick = <T>(from: readonly T[]): T => {
    seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) >>> 0;
    return from[seed % from.length] as T;
  };
  const tone = pick(SKINS);
  const [skin, shade] = tone;
  const softer = /[aeiy]$/i.test(name.split(' ')[0] ?? '');
  const cut = age > 55 && !softer && pick([true, false]) ? 'receding' : pick(softer ? LONGER : SHORTER);
  return {
    skin,
    shade,
    cut,
    hair: pick(age > 57 ? GREY : SKINS.indexOf(tone) > 1 ? DARK_HAIR : HAIR),
    clothes: pick(CLOTHES),
    ground: pick(GROUNDS),
    glasses: pick(age > 45 ? [true, true, false] : [true, false, false, false]),
    beard: !softer && age > 25 && pick([true, false, false]),
  };
}

export type Feeling = 'neutral' | 'happy' | 'angry' | 'frustrated';

/** A scenario's word for a mood ("furious", "worried") as a face. */
export function feelingOf(mood: string): Feeling {
  if (/angr|furio|irat|hostil|outrag/i.test(mood)) return 'angry';
  if (/happ|cheer|friendl|excit|pleas|relax|content|enthus/i.test(mood)) return 'happy';
  if (/frustrat|annoy|upset|impatien|disappoint|irritat|worr|anxi|stress|confus|skeptic|sceptic|hesita|suspicious/i.test(mood))
    return 'frustrated';
  return 'neutral';
}
