import { describe, expect, it } from 'vitest';
import { gradeOf, lostBetween, peerFigures } from '../src/audio/quality.js';

describe('the quality of a line', () => {
  it('is read off a peer connection\'s statistics, sound only', () => {
    const report = [
      { type: 'inbound-rtp', kind: 'audio', packetsReceived: 95, packetsLost: 5 },
      { type: 'inbound-rtp', kind: 'video', packetsReceived: 1000, packetsLost: 500 },
      { type: 'candidate-pair', state: 'in-progress', currentRoundTripTime: 9 },
      { type: 'candidate-pair', state: 'succeeded', currentRoundTripTime: 0.042 },
    ];
    expect(peerFigures(report)).toEqual({ received: 95, lost: 5, roundTrip: 42 });
  });

  it('counts what was lost since it was last asked', () => {
    const before = { received: 100, lost: 50, roundTrip: null };
    expect(lostBetween(before, { received: 190, lost: 60, roundTrip: null })).toBeCloseTo(0.1);
    expect(lostBetween(before, before)).toBeNull();
    expect(lostBetween(before, { received: 200, lost: 40, roundTrip: null })).toBe(0);
  });

  it('has three grades', () => {
    const good = { roundTrip: 40, lost: 0, underruns: 0 };
    expect(gradeOf(good)).toBe('good');
    expect(gradeOf({ roundTrip: null, lost: null, underruns: 0 })).toBe('good');
    for (const worse of [{ lost: 0.05 }, { roundTrip: 400 }, { underruns: 1 }]) expect(gradeOf({ ...good, ...worse })).toBe('fair');
    for (const bad of [{ lost: 0.2 }, { roundTrip: 900 }, { underruns: 3 }]) expect(gradeOf({ ...good, ...bad })).toBe('poor');
  });
});
