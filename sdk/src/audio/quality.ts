/** What the line is worth right now. */
export interface CallQuality {
  grade: 'good' | 'fair' | 'poor';
  /** Null for a call that is typed, or not connected. */
  transport: 'webrtc' | 'websocket' | null;
  /** Milliseconds there and back; null where it cannot be measured. */
  roundTrip: number | null;
  /** 0–1 of the packets since it was last asked; null where there are none. */
  lost: number | null;
  /** How often playing ran dry since it was last asked. */
  underruns: number;
}

export interface PeerFigures { received: number; lost: number; roundTrip: number | null }

/** The sound's figures of a peer connection's statistics, since its beginning. */
export function peerFigures(report: Iterable<Record<string, unknown>>): PeerFigures {
  const figures: PeerFigures = { received: 0, lost: 0, roundTrip: null };
  for (const entry of report) {
    if (entry.type === 'inbound-rtp' && entry.kind === 'audio') {
      figures.received += Number(entry.packetsReceived ?? 0);
      figures.lost += Math.max(0, Number(entry.packetsLost ?? 0));
    } else if (entry.type === 'candidate-pair' && entry.state === 'succeeded' && typeof entry.currentRoundTripTime === 'number') {
      figures.roundTrip = Math.round(entry.currentRoundTripTime * 1000);
    }
  }
  return figures;
}

/** The share of packets lost between two looks; null when none came. */
export function lostBetween(before: PeerFigures, now: PeerFigures): number | null {
  const lost = Math.max(0, now.lost - before.lost);
  const all = lost + Math.max(0, now.received - before.received);
  return all > 0 ? lost / all : null;
}

/** 3 % lost or 300 ms are heard; 10 %, half a second, or sound that stopped twice hurt. */
export function gradeOf({ roundTrip, lost, underruns }: Pick<CallQuality, 'roundTrip' | 'lost' | 'underruns'>): CallQuality['grade'] {
  if ((lost ?? 0) > 0.1 || (roundTrip ?? 0) > 500 || underruns > 1) return 'poor';
  if ((lost ?? 0) > 0.03 || (roundTrip ?? 0) > 300 || underruns > 0) return 'fair';
  return 'good';
}
