import type {
  CallState,
  ConnectionChange,
  CustomerActionEvent,
  CustomerVoice,
  Emotion,
  Evaluation,
  FeedbackEvent,
  MockCallError,
  TranscriptEvent,
} from '@hirexp/mock-call-sdk';

export interface Caption {
  id: string;
  speaker: 'agent' | 'customer';
  text: string;
  final: boolean;
  timestamp: number;
  emotion?: Emotion | undefined;
}

export type Hint = FeedbackEvent['feedback'] & { id: number };

export interface MoodPoint {
  /** Seconds of the call. */
  at: number;
  mood: number;
  satisfaction: number;
}

/** What the screen of a call shows, as a value. */
export interface CallView {
  status: CallState['status'];
  mood: number;
  satisfaction: number;
  /** Seconds of the call at `durationAt`, milliseconds on the page's clock. */
  duration: number;
  durationAt: number;
  course: MoodPoint[];
  captions: Caption[];
  hints: Hint[];
  /** The objectives that are met, by their place in the scenario: seconds of the call. */
  met: ReadonlyMap<number, number>;
  voice: CustomerVoice;
  /** Null until the customer has shown one. */
  emotion: Emotion | null;
  line: 'joining' | 'up' | 'lost' | 'closed';
  attempt: number;
  muted: boolean;
  /** One sentence about what just happened on the line. */
  notice: { id: number; text: string; tone: 'info' | 'warn' } | null;
  ended: { reason: string; evaluation: Evaluation | null } | null;
  /** Why there is no way back. */
  failed: MockCallError | null;
}

export type CallAction =
  | { type: 'state'; state: CallState; now: number }
  | { type: 'transcript'; event: TranscriptEvent }
  | { type: 'feedback'; feedback: FeedbackEvent['feedback'] }
  | { type: 'objective'; index: number; at: number }
  | { type: 'voice'; voice: CustomerVoice }
  | { type: 'customer'; event: CustomerActionEvent; words: string }
  | { type: 'connection'; change: ConnectionChange }
  | { type: 'muted'; muted: boolean }
  | { type: 'notice'; text: string; tone: 'info' | 'warn' }
  | { type: 'dismiss'; id: number }
  | { type: 'ended'; reason: string; evaluation: Evaluation | null };

const MAX_COURSE = 600;
const MAX_HINTS = 30;

export const BEGINNING: CallView = {
  status: 'initializing',
  mood: 50,
  satisfaction: 50,
  duration: 0,
  durationAt: 0,
  course: [],
  captions: [],
  hints: [],
  met: new Map(),
  voice: { speaking: false, level: 0, emotion: 'neutral' },
  emotion: null,
  line: 'joining',
  attempt: 0,
  muted: false,
  notice: null,
  ended: null,
  failed: null,
};

/** An utterance grows until it is final; one that came to nothing goes; what comes late stands where it was said. */
function withCaption(captions: Caption[], { utteranceId, speaker, text, final, timestamp, emotion }: TranscriptEvent): Caption[] {
  const others = captions.filter(({ id }) => id !== utteranceId);
  if (!text.trim()) return others;
  const caption = { id: utteranceId, speaker, text, final, timestamp, emotion };
  const place = captions.findIndex(({ id }) => id === utteranceId);
  if (place >= 0) return captions.map((each, i) => (i === place ? caption : each));
  let after = others.length;
  while (after > 0 && (others[after - 1]?.timestamp ?? 0) > timestamp) after--;
  return [...others.slice(0, after), caption, ...others.slice(after)];
}

function withState(view: CallView, { status, customerMood, satisfactionLevel, callDuration }: CallState, now: number): CallView {
  const last = view.course.at(-1);
  const moved = !last || last.mood !== customerMood || last.satisfaction !== satisfactionLevel;
  const point = { at: callDuration, mood: customerMood, satisfaction: satisfactionLevel };
  return {
    ...view,
    status,
    mood: customerMood,
    satisfaction: satisfactionLevel,
    duration: callDuration,
    durationAt: now,
    course: moved ? [...view.course, point].slice(-MAX_COURSE) : view.course,
  };
}

const noticed = (view: CallView, text: string, tone: 'info' | 'warn') => ({ id: (view.notice?.id ?? 0) + 1, text, tone });

export function step(view: CallView, action: CallAction): CallView {
  switch (action.type) {
    case 'state':
      return withState(view, action.state, action.now);
    case 'transcript': {
      const { speaker, emotion } = action.event;
      return {
        ...view,
        captions: withCaption(view.captions, action.event),
        emotion: speaker === 'customer' && emotion ? emotion : view.emotion,
      };
    }
    case 'feedback':
      return { ...view, hints: [{ ...action.feedback, id: (view.hints[0]?.id ?? 0) + 1 }, ...view.hints].slice(0, MAX_HINTS) };
    case 'objective':
      return { ...view, met: new Map(view.met).set(action.index, action.at) };
    case 'voice':
      return { ...view, voice: action.voice, emotion: action.voice.speaking ? action.voice.emotion : view.emotion };
    case 'customer':
      return { ...view, notice: noticed(view, action.words, 'warn') };
    case 'connection':
      if (action.change.state === 'joined') return { ...view, line: 'up', attempt: 0 };
      if (action.change.state === 'lost')
        return { ...view, line: 'lost', attempt: action.change.attempt, voice: { ...view.voice, speaking: false, level: 0 } };
      return { ...view, line: 'closed', failed: action.change.error };
    case 'muted':
      return { ...view, muted: action.muted };
    case 'notice':
      return { ...view, notice: noticed(view, action.text, action.tone) };
    case 'dismiss':
      return view.notice?.id === action.id ? { ...view, notice: null } : view;
    case 'ended':
      return { ...view, status: 'ended', ended: { reason: action.reason, evaluation: action.evaluation } };
  }
}

export const isTalking = ({ status }: CallView) =>
  status !== 'initializing' && status !== 'ringing' && status !== 'ended' && status !== 'expired';

/** Seconds of the call at `now`; the server says them every 5 s. */
export const secondsOf = (view: CallView, now: number): number =>
  isTalking(view) ? view.duration + Math.max(0, now - view.durationAt) / 1000 : view.duration;
