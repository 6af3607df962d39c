import { useCallback, useMemo, useRef, useState } from 'react';

/** Jumps a little ahead of a moment, so that its first word is heard whole. */
const LEAD_S = 0.3;

export interface Player {
  seconds: number;
  duration: number;
  playing: boolean;
  rate: number;
  seek: (seconds: number) => void;
  /** Plays from a moment on; what a receipt does. */
  playFrom: (seconds: number) => void;
  toggle: () => void;
  setRate: (rate: number) => void;
  /** For the audio element. */
  bind: {
    ref: React.RefObject<HTMLAudioElement | null>;
    onTimeUpdate: () => void;
    onPlay: () => void;
    onPause: () => void;
    onDurationChange: () => void;
  };
}

export function usePlayer(fallbackDuration: number): Player {
  const audio = useRef<HTMLAudioElement>(null);
  const [seconds, setSeconds] = useState(0);
  const [duration, setDuration] = useState(fallbackDuration);
  const [playing, setPlaying] = useState(false);
  const [rate, choose] = useState(1);

  const seek = useCallback((to: number) => {
    if (!audio.current) return;
    audio.current.currentTime = Math.max(0, to);
    setSeconds(Math.max(0, to));
  }, []);
  const playFrom = useCallback(
    (from: number) => {
      seek(from - LEAD_S);
      void audio.current?.play();
    },
    [seek],
  );
  const toggle = useCallback(() => {
    if (audio.current?.paused) void audio.current.play();
    else audio.current?.pause();
  }, []);
  const setRate = useCallback((to: number) => {
    if (audio.current) audio.current.playbackRate = to;
    choose(to);
  }, []);
  const bind = useMemo(
    () => ({
      ref: audio,
      onTimeUpdate: () => setSeconds(audio.current?.currentTime ?? 0),
      onPlay: () => setPlaying(true),
      onPause: () => setPlaying(false),
      onDurationChange: () =>
        setDuration((before) => (Number.isFinite(audio.current?.duration) ? (audio.current?.duration ?? before) : before)),
    }),
    [],
  );
  return { seconds, duration, playing, rate, seek, playFrom, toggle, setRate, bind };
}
