import type { Criterion, Evaluation, Message } from '@hirexp/mock-call-sdk';
import { describe, expect, it } from 'vitest';
import { byDimension, gradeOf, lineAt, moodMoves, ownLink, peaks, splitNote } from '../src/lib/review';

const check = (id: string, members: Partial<Criterion> = {}): Criterion => ({
  id,
  dimension: 'greeting',
  label: id,
  met: true,
  score: 100,
  weight: 1,
  evidence: [],
  note: '',
  ...members,
});

describe('a note of the judge', () => {
  it('is why, and what to say instead', () => {
    expect(splitNote('Nobody said “it” back. You could have said: “Let me say it back: “it”.”')).toEqual({
      why: 'Nobody said “it” back.',
      say: 'Let me say it back: “it”.',
    });
    expect(splitNote('Said at 0:00.')).toEqual({ why: 'Said at 0:00.', say: null });
  });
});

describe('checks', () => {
  it('are met, partly met or missed', () => {
    expect([check('a'), check('b', { met: false, score: 40 }), check('c', { met: false, score: 0 })].map(gradeOf)).toEqual([
      'met',
      'partly',
      'missed',
    ]);
  });

  it('stand by dimension, what was missed and weighs most first', () => {
    const evaluation = {
      breakdown: { greeting: 50, listening: 0, solution: 0, communication: 0, empathy: 0, closing: 0 },
      criteria: [check('met'), check('light', { met: false }), check('heavy', { met: false, weight: 3 })],
    } as unknown as Evaluation;
    const [greeting, listening] = byDimension(evaluation);
    expect(greeting?.checks.map(({ id }) => id)).toEqual(['heavy', 'light', 'met']);
    expect(listening).toMatchObject({ dimension: 'listening', checks: [] });
  });
});

describe('the mood', () => {
  it('is told by what moved it', () => {
    const at = (timestamp: number, mood: number, cause: string) => ({ timestamp, mood, satisfaction: 50, cause });
    expect(moodMoves([at(0, 45, 'start'), at(5, 52, 'apology_first'), at(7, 52, 'paraphrase'), at(9, 40, 'talked_over')])).toEqual([
      { at: 5, change: 7, mood: 52, cause: 'apology_first' },
      { at: 9, change: -12, mood: 40, cause: 'talked_over' },
    ]);
  });
});

describe('the recording', () => {
  it('finds its line', () => {
    const messages = [{ timestamp: 1 }, { timestamp: 4 }] as Message[];
    expect([0, 1, 3.9, 4, 99].map((seconds) => lineAt(messages, seconds))).toEqual([-1, 0, 0, 1, 1]);
  });

  it('is drawn by the loudest of each step, and quiet stays quiet', () => {
    expect(peaks(Float32Array.from([0.1, -0.5, 0.25, 0]), 2)).toEqual([1, 0.5]);
    expect(peaks(Float32Array.from([0.001, 0]), 2)[0]).toBeLessThan(0.1);
  });

  it('comes from the server one is at, by whatever name', () => {
    expect(ownLink('http://10.0.0.1:3000/recordings/a.webm?expires=1&signature=x', 'http://localhost:3000')).toBe(
      '/recordings/a.webm?expires=1&signature=x',
    );
  });
});
