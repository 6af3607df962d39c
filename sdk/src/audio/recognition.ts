/** What a browser's SpeechRecognition has that is used here; the DOM's own types do not name it. */
interface Heard { readonly resultIndex: number; readonly results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }> }
export interface RecognitionLike {
  continuous: boolean;
  interimResults: boolean;
  lang: string;
  onresult: ((event: Heard) => void) | null;
  onend: (() => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  start(): void;
  abort(): void;
}

export interface Phrase {
  text: string;
  final: boolean;
  /** Of the newest words, on the given clock. */
  timestamp?: number;
}

const PARTIAL_EVERY_MS = 150;
const AGAIN_MS = 300;
/** After these the browser will not recognise however often it is asked. */
const HOPELESS = ['not-allowed', 'service-not-allowed', 'language-not-supported', 'audio-capture'];

/** The browser's own recogniser where there is one; null elsewhere. */
export function browserRecognition(): RecognitionLike | null {
  const scope = globalThis as unknown as Record<string, (new () => RecognitionLike) | undefined>;
  const Recognition = scope.SpeechRecognition ?? scope.webkitSpeechRecognition;
  return Recognition ? new Recognition() : null;
}

/** Keeps the browser's recogniser going, which ends itself after every silence, and tells each phrase as it grows. */
export class Recognition {
  #over = false;
  #said = 0;
  #partial = '';
  #partialAt = 0;
  #newest: number | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly recognition: RecognitionLike, language: string, private readonly clock: () => number | undefined,
    private readonly onphrase: (phrase: Phrase) => void) {
    recognition.continuous = recognition.interimResults = true;
    recognition.lang = language;
    recognition.onresult = (event) => this.#hear(event);
    recognition.onerror = ({ error }) => { if (HOPELESS.includes(error)) this.close(); };
    recognition.onend = () => this.#restart();
    this.#start();
  }

  close(): void {
    this.#over = true;
    clearTimeout(this.#again);
    this.recognition.onresult = this.recognition.onend = this.recognition.onerror = null;
    this.recognition.abort();
  }

  #start(): void {
    this.#said = 0;
    try {
      this.recognition.start();
    } catch {
      this.#restart(); // it has not quite ended yet
    }
  }

  #restart(): void {
    if (this.#partial) this.#tell(this.#partial, true); // what it will not finish any more
    clearTimeout(this.#again);
    if (!this.#over) this.#again = setTimeout(() => this.#start(), AGAIN_MS);
  }

  #hear({ results }: Heard): void {
    let open = '';
    for (let i = this.#said; i < results.length; i++) {
      const text = results[i]![0]?.transcript.trim() ?? '';
      if (results[i]!.isFinal && !open) {
        this.#said = i + 1;
        this.#tell(text || this.#partial, true);
      } else {
        open = `${open} ${text}`.trim();
      }
    }
    if (open && open !== this.#partial) this.#grow(open);
  }

  #grow(text: string): void {
    this.#partial = text;
    this.#newest = this.clock();
    const now = performance.now();
    if (now - this.#partialAt < PARTIAL_EVERY_MS) return;
    this.#partialAt = now;
    this.#tell(text, false);
  }

  #tell(text: string, final: boolean): void {
    const timestamp = this.#newest ?? this.clock();
    if (final) {
      this.#partial = '';
      this.#newest = undefined;
    }
    if (text) this.onphrase({ text, final, ...(timestamp !== undefined && { timestamp }) });
  }
}
