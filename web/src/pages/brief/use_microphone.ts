import { Microphone, MockCallError } from '@hirexp/mock-call-sdk';
import { useCallback, useEffect, useRef, useState } from 'react';
import { microphoneOptions, viewPreferences } from '../../lib/preferences';

export type MicrophoneState = 'untested' | 'asking' | 'open' | 'denied' | 'unavailable';

export interface MicrophoneUse {
  state: MicrophoneState;
  microphone: Microphone | null;
  level: number;
  devices: MediaDeviceInfo[];
  /** Opens the one that was chosen before, or another by its id, which is kept; null where it cannot be had, and `state` says why. */
  open: (deviceId?: string) => Promise<Microphone | null>;
  /** The call takes it over: it stays open when this page goes. */
  keep: (kept?: boolean) => void;
}

/** A microphone that is open while this page is. */
export function useMicrophone(): MicrophoneUse {
  const [state, setState] = useState<MicrophoneState>('untested');
  const [microphone, setMicrophone] = useState<Microphone | null>(null);
  const [level, setLevel] = useState(0);
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  const held = useRef<{ microphone: Microphone | null; kept: boolean; gone: boolean }>({ microphone: null, kept: false, gone: false });

  useEffect(() => {
    const { current } = held;
    current.gone = false;
    return () => {
      current.gone = true;
      if (!current.kept) current.microphone?.close();
    };
  }, []);

  const open = useCallback(async (deviceId?: string) => {
    const { current } = held;
    current.microphone?.close();
    current.microphone = null;
    setMicrophone(null);
    setState('asking');
    try {
      if (deviceId) viewPreferences.set({ ...viewPreferences.get(), microphone: deviceId });
      const opened = await Microphone.open(deviceId ? { deviceId } : await microphoneOptions());
      if (current.gone) {
        opened.close();
        return null;
      }
      current.microphone = opened;
      opened.onlevel = setLevel;
      opened.onlost = () => setState('unavailable');
      setMicrophone(opened);
      setState('open');
      const all = await navigator.mediaDevices.enumerateDevices();
      setDevices(all.filter(({ kind, deviceId: id }) => kind === 'audioinput' && id !== 'communications'));
      return opened;
    } catch (error) {
      if (!current.gone) setState(error instanceof MockCallError && error.code === 'MICROPHONE_DENIED' ? 'denied' : 'unavailable');
      return null;
    }
  }, []);
  const keep = useCallback((kept = true) => {
    held.current.kept = kept;
  }, []);
  return { state, microphone, level, devices, open, keep };
}
