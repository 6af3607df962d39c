import { describe, expect, it } from 'vitest';
import { courseLine, trendLine } from '../src/lib/course';

describe('a course', () => {
  it('holds each level until the next', () => {
    expect(
      courseLine(
        [
          [0, 0],
          [5, 100],
          [10, 50],
        ],
        100,
        24,
      ),
    ).toBe('M0 22H50V2H100V12');
  });

  it('is a line across while there is one level, and nothing without any', () => {
    expect(courseLine([[3, 50]], 100, 24)).toBe('M0 12H100');
    expect(
      courseLine(
        [
          [3, 40],
          [3, 50],
        ],
        100,
        24,
      ),
    ).toBe('M0 12H100');
    expect(courseLine([], 100, 24)).toBe('');
  });
});

describe('a trend', () => {
  it('goes straight from score to score, and across where there is one', () => {
    expect(trendLine([0, 100, 50], 100, 24)).toBe('M0 22L50 2L100 12');
    expect(trendLine([50], 100, 24)).toBe('M0 12H100');
    expect(trendLine([], 100, 24)).toBe('');
  });
});
