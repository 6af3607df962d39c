import type { CallReference, Microphone, StartedCall, StartRequest } from '@hirexp/mock-call-sdk';
import { kept } from './storage';

/** What it takes to come back to a call after the page was loaded anew. */
export interface RunningCall extends CallReference {
  scenarioId: string;
  typed: boolean;
  quality: Quality;
  instructions?: StartedCall['instructions'];
}

/** What the trainee may choose. */
export type Settings = Required<Omit<NonNullable<StartRequest['settings']>, 'crm'>>;
export type Quality = Settings['audioQuality'];

const DEFAULTS: Settings = {
  recordCall: true,
  difficultyAdjustment: 'dynamic',
  audioQuality: 'standard',
  backgroundNoise: false,
  allowInterruptions: true,
};
const CALL = 'mockcall.call';
const SETTINGS = 'mockcall.settings';

export const runningCall = {
  get: (sessionId?: string): RunningCall | null => {
    const call = kept.get<RunningCall>(CALL);
    return call && (!sessionId || call.sessionId === sessionId) ? call : null;
  },
  set: (call: RunningCall | null) => kept.set(CALL, call),
};

export const callSettings = {
  get: (): Settings => ({ ...DEFAULTS, ...kept.get<Partial<Settings>>(SETTINGS) }),
  set: (settings: Settings) => kept.set(SETTINGS, settings),
};

let prepared: Microphone | null = null;

/** A microphone that was tested before the call goes on into it, so that the browser need not ask twice. */
export const preparedMicrophone = {
  put(microphone: Microphone): void {
    prepared?.close();
    prepared = microphone;
  },
  take(): Microphone | null {
    const microphone = prepared;
    prepared = null;
    return microphone;
  },
};
