import { describe, expect, it, vi } from 'vitest';
import { playThrough } from '../src/audio/output.js';

const player = (setSinkId?: (id: string) => Promise<void>) => ({ setSinkId }) as unknown as AudioContext;

describe('the device sound comes out of', () => {
  it('is the one that was chosen', async () => {
    const setSinkId = vi.fn(async () => {});
    await playThrough(player(setSinkId), 'headset');
    expect(setSinkId).toHaveBeenCalledWith('headset');
  });

  it('is the usual one when none was chosen, when the browser cannot choose, and when the chosen one is gone', async () => {
    const setSinkId = vi.fn(async () => { throw new Error('NotFoundError'); });
    await playThrough(player(setSinkId), undefined);
    expect(setSinkId).not.toHaveBeenCalled();
    await playThrough(player(), 'headset');
    await playThrough(player(setSinkId), 'headset');
    expect(setSinkId).toHaveBeenCalledOnce();
  });
});
