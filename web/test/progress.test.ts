import { describe, expect, it } from 'vitest';
import { type Breakdown, trends, weakest } from '../src/lib/progress';

const call = (greeting: number, empathy: number): Breakdown => ({
  greeting,
  listening: 70,
  solution: 70,
  communication: 70,
  empathy,
  closing: 70,
});

describe('trends', () => {
  it('compare the newer half of the calls with the older', () => {
    const [greeting, , , , empathy] = trends([call(40, 90), call(60, 80), call(0, 0), call(80, 70), call(90, 60)]);
    expect(greeting).toMatchObject({ dimension: 'greeting', scores: [40, 60, 0, 80, 90], average: 54, change: 35 });
    expect(empathy?.change).toBe(-20);
  });

  it('say nothing of a single call, and are none without any', () => {
    expect(trends([call(50, 50)])[0]).toMatchObject({ average: 50, change: null });
    expect(trends([])).toEqual([]);
  });

  it('find where practice helps most', () => {
    expect(weakest(trends([call(90, 30)]))?.dimension).toBe('empathy');
    expect(weakest([])).toBeNull();
  });
});
