import { kept } from './storage';

export type CaptionSize = 'normal' | 'large' | 'largest';
export type Motion = 'system' | 'reduced';

/** How the app is for this person on this device; what they like to practise is kept by the server. */
export interface ViewPreferences {
  captions: CaptionSize;
  motion: Motion;
  /** Calls begin typed instead of spoken. */
  typed: boolean;
  /** The coach's hints during the call. */
  hints: boolean;
  /** Device ids; null leaves it to the browser. */
  microphone: string | null;
  speaker: string | null;
}

export const DEFAULTS: ViewPreferences = {
  captions: 'normal',
  motion: 'system',
  typed: false,
  hints: true,
  microphone: null,
  speaker: null,
};
const KEY = 'mockcall.view';

export const viewPreferences = {
  get: (): ViewPreferences => ({ ...DEFAULTS, ...kept.get<Partial<ViewPreferences>>(KEY) }),
  set(preferences: ViewPreferences): void {
    kept.set(KEY, preferences);
    applyPreferences();
  },
};

/** Style sheets ask for these; what is as usual is not there. */
export function applyPreferences(root: HTMLElement = document.documentElement): void {
  const { captions, motion } = viewPreferences.get();
  const mark = (name: 'captions' | 'motion', value: string | null) => {
    if (value === null) delete root.dataset[name];
    else root.dataset[name] = value;
  };
  mark('captions', captions === 'normal' ? null : captions);
  mark('motion', motion === 'reduced' ? motion : null);
}

/** The device that was chosen, while it is plugged in; else whatever the browser takes. */
export const chosenDevice = (id: string | null, devices: Pick<MediaDeviceInfo, 'deviceId'>[]): string | undefined =>
  id !== null && devices.some(({ deviceId }) => deviceId === id) ? id : undefined;

/** For the SDK: where the customer is to be heard. */
export function speakerOptions(): { speakerId?: string } {
  const { speaker } = viewPreferences.get();
  return speaker ? { speakerId: speaker } : {};
}

/** For the SDK: the microphone that was chosen, if it is there. */
export async function microphoneOptions(): Promise<{ deviceId?: string }> {
  const deviceId = chosenDevice(viewPreferences.get().microphone, (await navigator.mediaDevices?.enumerateDevices()) ?? []);
  return deviceId ? { deviceId } : {};
}
