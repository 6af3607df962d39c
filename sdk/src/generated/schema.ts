// Made from schema/openapi.yaml and schema/asyncapi.yaml by scripts/generate_types.mjs; `npm run types` makes it anew.

export type Failure = {
  success: false;
  error: {
    code: ErrorCode;
    /** One sentence a person can act on */
    message: string;
    /** Only where it helps */
    details?: unknown;
  };
};

export type ErrorCode = "SCENARIO_NOT_FOUND" | "SESSION_NOT_FOUND" | "ALREADY_IN_CALL" | "AUDIO_INIT_FAILED" | "AI_SERVICE_ERROR" | "RECORDING_FAILED" | "EVALUATION_FAILED" | "WEBSOCKET_ERROR" | "RATE_LIMIT_EXCEEDED" | "VALIDATION_ERROR" | "UNAUTHORIZED" | "FORBIDDEN" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "RECORDING_NOT_FOUND" | "INVALID_STATE" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "SESSION_EXPIRED" | "INTERNAL_ERROR";

export type FieldProblems = {
  field: string;
  problem: string;
}[];

export type Category = "complaint" | "technical" | "sales" | "billing" | "retention";

export type Difficulty = "beginner" | "intermediate" | "advanced" | "expert";

export type Industry = "telecom" | "banking" | "healthcare" | "ecommerce";

export type ScenarioId = string;

export type CallId = string;

export type SessionToken = string;

export type CallStatus = "initializing" | "ringing" | "active" | "on_hold" | "transferring" | "escalated" | "ended" | "expired";

export type EndReason = "resolved" | "transferred" | "disconnected" | "failed";

export type Emotion = "neutral" | "happy" | "angry" | "frustrated";

export type Level = number;

export type Instant = string;

export type Text = string;

export type Seconds = number;

export type ExactSeconds = number;

export type Pagination = {
  total: number;
  limit: number;
  offset: number;
  hasMore: boolean;
};

export type ScenarioPage = {
  scenarios: ScenarioSummary[];
  pagination: Pagination;
};

export type ScenarioSummary = {
  id: ScenarioId;
  name: Text;
  category: Category;
  difficulty: Difficulty;
  industry?: Industry;
  language?: string;
  description: Text;
  /** Minutes */
  estimatedDuration: number;
  customer: {
    name: Text;
    age: number;
    mood: Text;
    personality: Text;
  };
  objectives: string[];
  skills: string[];
  /** Evaluated calls in the caller's tenant */
  playCount: number;
  /** Null while there is none */
  avgScore: number | null;
  userAttempts: number;
  bestScore: number | null;
};

export type ScenarioDetails = {
  scenario: {
    id: ScenarioId;
    name: Text;
    description?: Text;
    category?: Category;
    difficulty?: Difficulty;
    industry?: Industry;
    language?: string;
    estimatedDuration?: number;
    version?: number;
    objectives?: string[];
    skills?: string[];
    briefing: {
      situation: string;
      background: string;
      customerMood: string;
      desiredOutcome: string;
    };
    /** What the agent's screen shows; its members are the scenario author's (the design's are in the example) */
    customerProfile: {
      [name: string]: string | number | boolean;
    };
    companyInfo: {
      name?: string;
      policies: {
        [name: string]: string;
      };
      systems: string[];
      resources: {
        knowledgeBase?: string;
        scripts?: string;
      };
    };
    evaluationCriteria: {
      required: string[];
      bonusPoints: string[];
    };
  };
};

export type Article = {
  title: Text;
  body: Text;
};

export type StartRequest = {
  scenarioId: string;
  /** Where given, the token's subject */
  userId?: string;
  settings?: {
    recordCall?: boolean;
    difficultyAdjustment?: "dynamic" | "fixed";
    /** Customer audio at 8, 16 or 24 kHz */
    audioQuality?: "low" | "standard" | "high";
    backgroundNoise?: boolean;
    allowInterruptions?: boolean;
    /** The client shows the customer's record: what the agent promises is looked for in it. Without it, words alone count until the first operation in the record */
    crm?: boolean;
  };
};

export type StartedCall = {
  sessionId: CallId;
  websocketUrl: string;
  sessionToken: SessionToken;
  iceServers: ({
    urls: string | string[];
    username?: string;
    credential?: string;
  })[];
  callState: {
    status: CallStatus;
    customerMood: Level;
    satisfactionLevel: Level;
  };
  instructions: {
    greeting: string;
    opening: string;
    reminder: string;
  };
};

export type StatusRequest = {
  action: "hold" | "resume" | "transfer" | "escalate";
  reason?: string;
  transferTo?: "supervisor" | "technical" | "billing";
  notes?: string;
};

export type StatusResult = {
  sessionId: CallId;
  status: CallStatus;
  /** Seconds on hold so far */
  holdTime: number;
  customerReaction: {
    /** The change */
    mood: number;
    /** What they say to it; also spoken */
    message: string;
  };
};

export type CrmOperationName = "lookup" | "note" | "credit" | "refund" | "waiver" | "discount" | "replacement" | "fix" | "plan_change" | "ticket" | "callback" | "sale" | "cancellation" | "appointment" | "escalation";

export type CrmRequest = {
  operation: CrmOperationName;
  /** The client's own; the same one again is done once */
  requestId?: string;
  /** Id of a billing line, an item or a ticket; for a lookup also account, billing, items or tickets */
  target?: string;
  /** Dollars */
  amount?: number;
  percent?: number;
  months?: number;
  /** Plan or product by its id in the record's offers, or who it is escalated to */
  to?: string;
  /** A callback's or an appointment's time in words */
  when?: string;
  /** Reason, note or subject */
  text?: string;
};

export type CrmEntry = {
  id: string;
  operation: CrmOperationName;
  /** refused: by a policy */
  status: "done" | "refused";
  /** Seconds since the call was answered */
  timestamp: number;
  /** What was done, or why not */
  message: string;
  requestId?: string;
  target?: string;
  amount?: number;
  percent?: number;
  months?: number;
  to?: string;
  when?: string;
  text?: string;
  /** The policy that refused it */
  policy?: string;
};

export type CustomerRecord = {
  /** The scenario's customerProfile */
  customer: {
    [name: string]: string | number;
  };
  /** The day of the call */
  today: string;
  billing: {
    /** owed: a bill; held: a bank account */
    balanceIs: "owed" | "held";
    balance: number | null;
    lines: {
      id: string;
      date: string;
      text: string;
      /** Dollars; a charge is positive where the balance is owed, negative where it is held */
      amount: number;
      /** What may still be given back of it; of a payment by a refund only */
      open: number;
    }[];
  };
  items: {
    id: string;
    type: string;
    name: string;
    status?: string;
    date?: string;
    details: {
      [name: string]: string;
    };
  }[];
  tickets: ({
    id: string;
    opened: string;
    status: "open" | "closed";
    subject: string;
    history: {
      date: string;
      text: string;
    }[];
  })[];
  /** What can be sold or changed to */
  offers: ({
    id: string;
    name: string;
    price: number | null;
  })[];
  /** What was arranged in this call beside money and tickets */
  arrangements: {
    id: string;
    operation: CrmOperationName;
    title: string;
  }[];
  /** Every operation of this call, refused ones included */
  history: CrmEntry[];
  /** What each operation takes with this record */
  operations: ({
    operation: CrmOperationName;
    /** What target is the id of */
    targets: "billing" | "items" | "tickets" | "any" | null;
    /** Members that must be there */
    needs: string[];
    /** Members that may be */
    takes: string[];
    /** Dollars a call; more is refused */
    maxAmount?: number;
    /** More is refused */
    maxPercent?: number;
  })[];
};

export type CustomerRecordView = {
  sessionId: CallId;
  record: CustomerRecord;
};

export type CrmResult = {
  sessionId: CallId;
  operation: CrmEntry;
  record: CustomerRecord;
};

export type EndRequest = {
  endReason: "resolved" | "transferred" | "disconnected" | "failed";
  resolution?: {
    issueResolved?: boolean;
    actionTaken?: string;
    followUpRequired?: boolean;
    customerRetained?: boolean;
  };
  agentNotes?: string;
};

export type CallResult = {
  sessionId: CallId;
  summary: {
    duration: Seconds;
    holdTime: Seconds;
    talkTime: Seconds;
    outcome: EndReason;
  };
  /** What was done in the customer's record, refused operations included; left out where nothing was */
  crm?: CrmEntry[];
  evaluation: Evaluation;
  usage?: Usage;
  recording: {
    /** Null when the call was not recorded, was erased, or the recording has expired */
    url: string | null;
    transcript: string | null;
    duration: Seconds;
  };
  feedback: {
    strengths: Text[];
    improvements: Text[];
    tips: Text[];
  };
  achievements: Achievement[];
};

export type Achievement = {
  name: Text;
  xp: number;
  description: Text;
};

export type Evaluation = {
  overallScore: Level;
  breakdown: Breakdown;
  customerSatisfaction: number;
  firstCallResolution: boolean;
  criteria?: Criterion[];
  /** What no score makes good, decided by code */
  gates?: Gate[];
  /** How the customer's mood moved and why, from the start; empty for a transcript from elsewhere */
  moodTimeline?: MoodMoment[];
  metrics?: Metrics;
  /** What the judge found, where a supervisor has overruled some of it; `overallScore` and `breakdown` go by the overrides then */
  machine?: {
    overallScore: Level;
    breakdown: Breakdown;
  };
  /** How much each dimension counts in the overall score */
  dimensionWeights?: {
    greeting?: number;
    listening?: number;
    solution?: number;
    communication?: number;
    empathy?: number;
    closing?: number;
  };
  rubricVersion?: string;
  evaluator?: "embedded" | "openai";
};

export type Breakdown = {
  greeting: Level;
  listening: Level;
  solution: Level;
  communication: Level;
  empathy: Level;
  closing: Level;
};

export type Criterion = {
  id: Text;
  dimension: "greeting" | "listening" | "solution" | "communication" | "empathy" | "closing";
  label: Text;
  met: boolean;
  score: number;
  /** 0 for what does not count */
  weight: number;
  /** What it would weigh if it counted, where that differs from `weight` */
  fullWeight?: number;
  /** Weighs nothing unless it is met */
  bonus?: true;
  override?: Override;
  evidence: ({
    speaker: "agent" | "customer" | "system";
    timestamp: ExactSeconds;
    text: Text;
  })[];
  note: string;
};

export type Gate = {
  kind: "customer" | "business" | "compliance";
  id: Text;
  label: Text;
  passed: boolean;
  evidence: ({
    speaker: "agent" | "customer" | "system";
    timestamp: ExactSeconds;
    text: Text;
  })[];
};

export type MoodMoment = {
  timestamp: ExactSeconds;
  mood: Level;
  satisfaction: Level;
  /** Why, e.g. apology_first, hold_unannounced; the first is start */
  cause: string;
};

export type Metrics = {
  timeToAnswer: ExactSeconds;
  talkRatio: number;
  longestMonologue: ExactSeconds;
  deadAir: ExactSeconds;
  overtalk: ExactSeconds;
  wordsPerMinute: number;
  holdCount: number;
  holdTime: ExactSeconds;
  turns: number;
  responseLatency: ExactSeconds;
};

export type RecordingResult = {
  sessionId: CallId;
  recording: {
    audioUrl: string;
    format: "webm";
    duration: Seconds;
    fileSize: number;
    createdAt: Instant;
    expiresAt: Instant;
  };
  transcript: {
    url: string;
    messages: Message[];
    summary: string;
    keywords: string[];
  };
};

export type TranscriptFile = {
  sessionId?: CallId;
  messages: Message[];
  summary: string;
  keywords: string[];
};

export type Message = {
  speaker: "agent" | "customer" | "system";
  text: string;
  timestamp: ExactSeconds;
  duration: ExactSeconds;
  emotion?: Emotion;
};

export type Session = {
  sessionId: CallId;
  scenarioId: ScenarioId;
  userId: Text;
  /** The trainee's, as their token said it at the start */
  userName?: string | null;
  status: CallStatus;
  createdAt: Instant;
  answeredAt: Instant | null;
  endedAt: Instant | null;
  /** Null once the call has ended or expired */
  callState: CallState | null;
  /** Null before the call has ended and after it was erased */
  result: CallResult | null;
  /** What supervisors said, once the call has ended */
  comments?: CallComment[];
  usage?: Usage;
};

/** What remote services were used for in the call; absent where there was none */
export type Usage = {
  /** Of all parts */
  cost: number;
  /** By part (customer, evaluator, recognizer, synthesizer) */
  parts: {
    [name: string]: {
      requests: number;
      inputTokens: number;
      outputTokens: number;
      audioSeconds: number;
      characters: number;
      cost: number;
    };
  };
};

export type CallState = {
  customerMood: Level;
  satisfactionLevel: Level;
  callDuration: Seconds;
  status: CallStatus;
};

export type SessionPage = {
  sessions: ({
    sessionId: CallId;
    scenarioId: ScenarioId;
    scenarioName?: string;
    status: CallStatus;
    createdAt: Instant;
    answeredAt?: Instant | null;
    endedAt: Instant | null;
    overallScore: number | null;
    /** A recording can be listened to now */
    recorded?: boolean;
  })[];
  pagination: Pagination;
};

export type Timings = {
  sessionId: CallId;
  turns: TurnTimings[];
  /** Turns before these that are not kept */
  forgotten: number;
};

export type TurnTimings = {
  /** The agent's utterance; null where it was typed or the customer spoke of their own accord */
  utteranceId: string | null;
  /** The customer's utterance */
  answerId: string | null;
  /** The end of the agent's speech, in seconds since the answer */
  timestamp: number;
  /** Seconds from there to the first sound of the customer's */
  latency: number | null;
  stages: StageTimings[];
};

export type StageTimings = {
  stage: "recognise" | "think" | "speak";
  /** Who did it in the end: embedded, client, openai, openai-realtime; null: nobody yet */
  engine: string | null;
  /** Seconds from the end of the agent's speech to when it was asked for; the rest counts from here */
  start: number;
  /** Seconds until it was begun */
  queue: number | null;
  /** Seconds until the first of it was there */
  firstByte: number | null;
  /** Seconds until all of it was there */
  total: number | null;
  /** Another had begun it, and failed */
  handedOver: boolean;
};

export type Erased = {
  sessionId: CallId;
  erased: true;
};

export type Person = {
  userId: Text;
  /** As the token said it, where it did */
  name: string | null;
};

export type CallComment = {
  id: string;
  author: Person;
  /** Seconds since the call was answered; null: to the call as a whole */
  timestamp: number | null;
  text: Text;
  createdAt: Instant;
};

export type CallComments = {
  sessionId: CallId;
  comments: CallComment[];
};

export type CommentRequest = {
  /** Seconds since the call was answered */
  timestamp?: number | null;
  /** At most 4000 bytes */
  text: string;
};

/** A supervisor's verdict; the machine's stands in the criterion's own members */
export type Override = {
  score: number;
  met: boolean;
  /** Null once `recording.retention` has passed */
  reason: string | null;
  by: Person;
  at: Instant;
};

/** `met` or `score` or both: from `met` alone follows 100 or 0, from `score` alone whether it is enough (70) */
export type OverrideRequest = {
  met?: boolean;
  score?: number;
  /** At most 2000 bytes */
  reason: string;
};

export type Overruled = {
  sessionId: CallId;
  evaluation: Evaluation;
};

export type OrgSessionPage = {
  sessions: OrgSession[];
  pagination: Pagination;
};

export type OrgSession = {
  sessionId: CallId;
  trainee: Person;
  scenarioId: ScenarioId;
  /** Empty when the library has it no more */
  scenarioName: string;
  status: CallStatus;
  createdAt: Instant;
  answeredAt: Instant | null;
  endedAt: Instant | null;
  overallScore: number | null;
  breakdown: Breakdown | null;
  /** Of a running call */
  callState: CallState | null;
  /** A recording can be listened to now */
  recorded: boolean;
  erased: boolean;
  needsReview: boolean;
  comments: number;
  overrides: number;
};

export type Means = {
  greeting: number;
  listening: number;
  solution: number;
  communication: number;
  empathy: number;
  closing: number;
};

export type OrgSummary = {
  from: Instant | null;
  to: Instant | null;
  team: {
    calls: number;
    overallScore: number | null;
    breakdown: Means | null;
  };
  trainees: number;
  /** Calls running now, whatever the period */
  live: number;
  needsReview: number;
  /** The 200 with most calls */
  byScenario: ({
    calls: number;
    overallScore: number | null;
    breakdown: Means | null;
    scenarioId: ScenarioId;
    scenarioName: string;
  })[];
  /** The 200 with most calls */
  byTrainee: ({
    calls: number;
    overallScore: number | null;
    breakdown: Means | null;
    trainee: Person;
    lastCallAt: Instant;
  })[];
  /** The latest 366 days (UTC) with a call, oldest first */
  byDay: ({
    calls: number;
    overallScore: number | null;
    breakdown: Means | null;
    day: string;
  })[];
};

export type Progress = {
  level: number;
  xp: number;
  /** XP at which the level began */
  levelXp: number;
  /** XP at which the next level begins */
  nextLevelXp: number;
  /** Evaluated calls */
  calls: number;
  /** The latest 50 evaluated calls, oldest first */
  course: ({
    sessionId: CallId;
    scenarioId: ScenarioId;
    scenarioName: string;
    endedAt: Instant;
    overallScore: Level;
    breakdown: Breakdown | null;
  })[];
  /** Null before the first call */
  trends: {
    overall: Trend;
    greeting: Trend;
    listening: Trend;
    solution: Trend;
    communication: Trend;
    empathy: Trend;
    closing: Trend;
  } | null;
  /** Of the latest five calls; null before the first */
  strongest: "greeting" | "listening" | "solution" | "communication" | "empathy" | "closing" | null;
  /** Of the latest five calls; null when all are at 80 or above */
  weakest: "greeting" | "listening" | "solution" | "communication" | "empathy" | "closing" | null;
  recommended: ({
    scenarioId: ScenarioId;
    name: Text;
    category: Category;
    difficulty: Difficulty;
    industry: Industry;
    estimatedDuration: number;
    bestScore: number | null;
    reason: Text;
  })[];
};

export type Trend = {
  /** Of the whole course */
  average: number;
  /** Of the latest five calls */
  recent: number;
  /** Of the up to five before those */
  earlier: number | null;
  /** `recent` less `earlier` */
  change: number | null;
};

export type Preferences = {
  categories: Category[];
  industries: Industry[];
  difficulty: Difficulty | null;
};

export type PreferencesRequest = {
  categories?: Category[];
  industries?: Industry[];
  difficulty?: Difficulty | null;
};

export type Me = {
  userId: Text;
  name?: string | null;
  level: number;
  xp: number;
  /** XP at which the next level begins */
  nextLevelXp?: number;
  /** Evaluated calls */
  calls?: number;
  achievements: Achievement[];
  preferences: Preferences;
};

export type Guest = {
  token: string;
  userId: Text;
  expiresAt: Instant;
};

export type Health = {
  status: "ok" | "ready";
};

export type ListScenariosQuery = {
  category?: Category;
  difficulty?: Difficulty;
  industry?: Industry;
  limit?: number;
  offset?: number;
  /** The default order is by fit to the user and stable between two calls of theirs. */
  sort?: "fit" | "name" | "difficulty" | "playCount" | "avgScore";
};

export type ListOrgSessionsQuery = {
  /** The trainee's `userId` */
  user?: string;
  scenario?: string;
  category?: Category;
  difficulty?: Difficulty;
  status?: "live" | "ended";
  /** Calls started then or later: a time, or a day (its midnight in UTC) */
  from?: string;
  /** Calls started before then */
  to?: string;
  minScore?: number;
  maxScore?: number;
  /** Calls under 60 points or with a closed gate, to which no supervisor has said anything yet */
  needsReview?: boolean;
  sort?: "newest" | "oldest" | "highest" | "lowest";
  limit?: number;
  offset?: number;
};

export type GetOrgSummaryQuery = {
  /** Calls started then or later: a time, or a day (its midnight in UTC) */
  from?: string;
  /** Calls started before then */
  to?: string;
};

export type ListSessionsQuery = {
  limit?: number;
  offset?: number;
};

/** `ambience` for the background noise between the customer's lines: it never ends and makes way for words */
export type UtteranceId = string;

/** base64 in JSON, `bin` in MessagePack */
export type Binary = Uint8Array;

/** What the client wants to receive */
export type AudioPreference = {
  codec?: "pcm_s16le" | "opus";
  sampleRate?: 8000 | 16000 | 24000 | 48000;
};

/** The first message, within 10 s */
export type AuthEvent = {
  type: "auth";
  /** The sessionToken of POST /start; to listen, a supervisor's bearer token */
  token: string;
};

/** Takes the call's line */
export type JoinEvent = {
  type: "join";
  sessionId: CallId;
  audio?: AudioPreference;
  /** Listens instead; after `auth` with a supervisor's bearer token */
  monitor?: boolean;
};

/** The agent starts speaking, or starts streaming */
export type AudioStartEvent = {
  type: "audio:start";
  sessionId: CallId;
  /** Without it the first bytes tell a container, else it is 16 kHz mono PCM */
  format?: {
    codec: "pcm_s16le" | "opus" | "pcmu" | "pcma" | "webm" | "ogg" | "wav";
    sampleRate?: number;
    channels?: number;
  };
  /** How many milliseconds ago the first sample was spoken */
  age?: number;
};

/** A piece of what the agent says, up to 1 s */
export type AudioDataEvent = {
  type: "audio:data";
  sessionId: CallId;
  data: Binary;
  /** Milliseconds on the client's own clock */
  timestamp?: number;
};

/** The agent has finished; commits the utterance at once */
export type AudioEndEvent = {
  type: "audio:end";
  sessionId: CallId;
};

/** How much of the customer's utterance was really heard */
export type AudioPlayedEvent = {
  type: "audio:played";
  sessionId: CallId;
  utteranceId: string;
  ms: number;
};

/** An utterance typed instead of spoken */
export type AgentTextEvent = {
  type: "agent:text";
  sessionId: CallId;
  content: string;
};

/** What the client's own recogniser heard, beside the audio */
export type AgentTranscriptEvent = {
  type: "agent:transcript";
  sessionId: CallId;
  /** The whole phrase so far */
  text: string;
  final: boolean;
  /** Milliseconds on the clock of audio:data's, when the newest of the words were spoken; left out: now */
  timestamp?: number;
};

/** What an agent does with the line */
export type ActionEvent = {
  type: "action";
  sessionId: CallId;
  action: "answer" | "hold" | "resume" | "mute" | "unmute" | "transfer" | "escalate" | "end" | "crm";
  /** hold, escalate: {reason?}; transfer: {to, reason?}; end: the body of POST /session/{sessionId}/end; crm: the body of POST /session/{sessionId}/crm, answered by crm:result or an error with its requestId */
  data?: {
    reason?: string;
    to?: string;
    endReason?: "resolved" | "transferred" | "disconnected" | "failed";
    resolution?: Record<string, unknown>;
    agentNotes?: string;
    operation?: CrmOperationName;
    requestId?: string;
    target?: string;
    amount?: number;
    percent?: number;
    months?: number;
    when?: string;
    text?: string;
  };
};

/** What the agent writes down */
export type NoteEvent = {
  type: "note";
  sessionId: CallId;
  content: string;
  timestamp?: number;
};

/** WebRTC, the browser's description */
export type OfferEvent = {
  type: "offer";
  sessionId: CallId;
  sdp: string;
};

/** WebRTC, a candidate of the browser's */
export type IceCandidateEvent = {
  type: "ice-candidate";
  sessionId?: CallId;
  candidate: Record<string, unknown> | null;
};

export interface ClientEvents {
  "auth": AuthEvent;
  "join": JoinEvent;
  "audio:start": AudioStartEvent;
  "audio:data": AudioDataEvent;
  "audio:end": AudioEndEvent;
  "audio:played": AudioPlayedEvent;
  "agent:text": AgentTextEvent;
  "agent:transcript": AgentTranscriptEvent;
  "action": ActionEvent;
  "note": NoteEvent;
  "offer": OfferEvent;
  "ice-candidate": IceCandidateEvent;
}

/** The token is good */
export type AuthOkEvent = {
  type: "auth:ok";
  userId: string;
  /** The session token's call; left out for a bearer token */
  sessionId?: CallId;
};

/** The line is taken; what was missed follows */
export type JoinedEvent = {
  type: "joined";
  sessionId: CallId;
  resumed: boolean;
  transport: "websocket" | "webrtc";
  audio: {
    codec: "pcm_s16le" | "opus";
    sampleRate: 8000 | 16000 | 24000 | 48000;
  };
  state: CallState;
  /** The client's own recogniser is asked for its words (agent:transcript) */
  recognition?: "client";
  /** Whether an offer would be answered; where it is false, audio goes over the WebSocket only */
  webrtc?: boolean;
};

/** On every change of status, mood or satisfaction, and every 5 s */
export type StateUpdateEvent = {
  type: "state:update";
  sessionId: CallId;
  state: CallState;
};

/** A piece of what the customer says, at most 2 s ahead of real time */
export type AudioCustomerEvent = {
  type: "audio:customer";
  sessionId: CallId;
  data: Binary;
  emotion: Emotion;
  utteranceId: UtteranceId;
  /** Counts the pieces of an utterance */
  sequence: number;
  sampleRate: 8000 | 16000 | 24000 | 48000;
  codec: "pcm_s16le" | "opus";
  /** The utterance's last piece; may be empty */
  final: boolean;
};

/** What the trainee says, to those who listen, as it comes */
export type AudioAgentEvent = {
  type: "audio:agent";
  sessionId: CallId;
  data: Binary;
  /** Of the first sample */
  timestamp: number;
  /** Counts the pieces of the call */
  sequence: number;
  sampleRate: 16000;
  codec: "pcm_s16le";
};

/** The agent spoke over the customer; what was not yet played is to be dropped */
export type AudioClearEvent = {
  type: "audio:clear";
  sessionId: CallId;
  utteranceId: UtteranceId;
};

/** How loud the customer's utterance is to be played from now on */
export type AudioDuckEvent = {
  type: "audio:duck";
  sessionId: CallId;
  utteranceId: UtteranceId;
  gain: number;
};

/** What was said; partials (`final` false) grow and may be ignored */
export type TranscriptEvent = {
  type: "transcript";
  sessionId: CallId;
  speaker: "agent" | "customer";
  text: string;
  timestamp: number;
  final: boolean;
  utteranceId: UtteranceId;
  emotion?: Emotion;
};

/** The customer interrupts, hangs up or asks for a supervisor */
export type CustomerActionEvent = {
  type: "customer:action";
  sessionId: CallId;
  action: "interrupt" | "hangup" | "ask_supervisor";
  message?: string;
};

/** The coach's live feedback */
export type FeedbackEvent = {
  type: "feedback";
  sessionId: CallId;
  feedback: {
    type: "positive" | "negative" | "tip";
    message: string;
    severity: "info" | "warning" | "critical";
  };
};

/** One of the scenario's objectives is met */
export type ObjectiveMetEvent = {
  type: "objective:met";
  sessionId: CallId;
  objective: {
    /** Its place in the scenario's `objectives`, from 0 */
    index: number;
    text: string;
  };
  /** Seconds since the call was answered */
  timestamp: number;
};

/** The call is over; followed by a close with 1000 */
export type CallEndedEvent = {
  type: "call:ended";
  sessionId: CallId;
  reason: string;
  /** The same as REST's; null when nothing could be evaluated */
  evaluation: Evaluation | null;
};

/** What came of an operation in the customer's record, by whichever door, and the record as it stands */
export type CrmResultEvent = {
  type: "crm:result";
  sessionId: CallId;
  /** The client's own */
  requestId?: string;
  operation: CrmEntry;
  record: CustomerRecord;
};

/** What went wrong; one that is not recoverable is followed by a close */
export type ErrorEvent = {
  type: "error";
  code: "AUDIO_FAILURE" | "CONNECTION_LOST" | "SESSION_EXPIRED" | ErrorCode;
  message: string;
  recoverable: boolean;
  /** Of the operation in the customer's record that failed */
  requestId?: string;
};

/** WebRTC, the server's description */
export type AnswerEvent = {
  type: "answer";
  sessionId: CallId;
  sdp: string;
};

/** Sound goes another way from here on, both directions */
export type TransportEvent = {
  type: "transport";
  sessionId: CallId;
  transport: "websocket" | "webrtc";
  /** Milliseconds of the agent's latest sound that never came over WebRTC; to be sent again over the WebSocket */
  missed?: number;
};

/** WebRTC, a candidate of the server's */
export type ServerIceCandidateEvent = {
  type: "ice-candidate";
  sessionId: CallId;
  candidate: Record<string, unknown> | null;
};

export interface ServerEvents {
  "auth:ok": AuthOkEvent;
  "joined": JoinedEvent;
  "state:update": StateUpdateEvent;
  "audio:customer": AudioCustomerEvent;
  "audio:agent": AudioAgentEvent;
  "audio:clear": AudioClearEvent;
  "audio:duck": AudioDuckEvent;
  "transcript": TranscriptEvent;
  "customer:action": CustomerActionEvent;
  "feedback": FeedbackEvent;
  "objective:met": ObjectiveMetEvent;
  "call:ended": CallEndedEvent;
  "crm:result": CrmResultEvent;
  "error": ErrorEvent;
  "answer": AnswerEvent;
  "transport": TransportEvent;
  "ice-candidate": ServerIceCandidateEvent;
}
