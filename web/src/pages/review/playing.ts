/** What a part of a review needs to lead to the sound. */
export interface Playing {
  /** Plays the recording from a moment on; null where there is none. */
  playFrom: ((seconds: number) => void) | null;
  /** Who speaks, as the one who reads calls them. */
  names: { agent: string; customer: string };
  /** The one who reads took the call. */
  own: boolean;
}
