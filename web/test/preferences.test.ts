import { afterEach, describe, expect, it, vi } from 'vitest';
import { applyPreferences, chosenDevice, DEFAULTS, viewPreferences } from '../src/lib/preferences';

afterEach(() => vi.unstubAllGlobals());

function browser(stored: string | null = null) {
  const kept = new Map(stored === null ? [] : [['mockcall.view', stored]]);
  const root = { dataset: {} as Record<string, string> };
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal('document', { documentElement: root });
  return root as unknown as HTMLElement;
}

describe('preferences', () => {
  it('are the usual ones until something is chosen, and for what an older app did not know', () => {
    browser('{"captions":"large"}');
    expect(viewPreferences.get()).toEqual({ ...DEFAULTS, captions: 'large' });
  });

  it('mark the page for its style sheets, and only what is not as usual', () => {
    const root = browser();
    viewPreferences.set({ ...DEFAULTS, captions: 'largest', motion: 'reduced' });
    expect(root.dataset).toEqual({ captions: 'largest', motion: 'reduced' });
    viewPreferences.set(DEFAULTS);
    expect(root.dataset).toEqual({});
    applyPreferences(root);
    expect(root.dataset).toEqual({});
  });
});

describe('a device that was chosen', () => {
  it('is taken while it is plugged in', () => {
    expect(chosenDevice('b', [{ deviceId: 'a' }, { deviceId: 'b' }])).toBe('b');
    expect(chosenDevice('c', [{ deviceId: 'a' }])).toBeUndefined();
    expect(chosenDevice(null, [{ deviceId: 'a' }])).toBeUndefined();
  });
});
