import type {
  AudioClearEvent, AudioDuckEvent, CallEndedEvent, CrmResultEvent, CustomerActionEvent, Emotion, FeedbackEvent, JoinedEvent, ObjectiveMetEvent, StateUpdateEvent,
  TranscriptEvent, TransportEvent,
} from './generated/schema.js';
import type { MockCallError } from './errors.js';

/** A piece of the customer's speech. */
export interface CustomerAudio {
  utteranceId: string;
  /** Counts the pieces of an utterance. */
  sequence: number;
  emotion: Emotion;
  codec: 'pcm_s16le' | 'opus';
  sampleRate: number;
  /** As it came: 16-bit little-endian samples, or one Opus packet. */
  data: Uint8Array;
  /** Decoded samples; null for Opus. */
  samples: Int16Array | null;
  /** The utterance's last piece; may be empty. */
  final: boolean;
}

/** A piece of what the trainee says, to those who listen. */
export interface AgentAudio {
  /** Seconds since the call was answered, of the first sample. */
  timestamp: number;
  /** Counts the pieces of the call. */
  sequence: number;
  sampleRate: number;
  samples: Int16Array;
}

/** What comes out of the loudspeaker right now; told about 20 times a second while the customer speaks. */
export interface CustomerVoice {
  speaking: boolean;
  /** 0–1, root mean square. */
  level: number;
  emotion: Emotion;
}

export type ConnectionChange =
  | { state: 'joined'; resumed: boolean }
  /** `retryIn` milliseconds until the next attempt. */
  | { state: 'lost'; attempt: number; retryIn: number }
  | { state: 'closed'; error: MockCallError | null };

/** What `client.on` can listen to. */
export interface CallEventMap {
  'customer:speaking': CustomerAudio;
  'customer:voice': CustomerVoice;
  'agent:speaking': AgentAudio;
  feedback: FeedbackEvent['feedback'];
  transcript: TranscriptEvent;
  /** An objective of the scenario is met; told again after joining again. */
  'objective:met': ObjectiveMetEvent;
  'state:update': StateUpdateEvent;
  'customer:action': CustomerActionEvent;
  'audio:clear': AudioClearEvent;
  /** What came of an operation in the customer's record, whoever sent it. */
  'crm:result': CrmResultEvent;
  'audio:duck': AudioDuckEvent;
  'call:ended': CallEndedEvent;
  /** The way sound goes has changed. */
  transport: TransportEvent;
  joined: JoinedEvent;
  connection: ConnectionChange;
  /** The microphone's level, 0–1, 25 times a second. */
  'microphone:level': number;
  'microphone:lost': MockCallError;
  error: MockCallError;
}
