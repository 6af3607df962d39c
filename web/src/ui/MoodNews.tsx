import type { Emotion } from '@hirexp/mock-call-sdk';
import { useState } from 'react';
import { t, word } from '../i18n';

/** A mood that moved by less is not worth interrupting for. */
const NEWSWORTHY = 10;

interface MoodNewsProps {
  name: string;
  emotion: Emotion | null;
  mood: number;
}

/** How the customer takes it, for those who hear the page: told when they feel otherwise or their mood has moved by much. */
export function MoodNews({ name, emotion, mood }: MoodNewsProps) {
  const [told, tell] = useState({ emotion, mood, worth: false });
  if (emotion !== null && (emotion !== told.emotion || Math.abs(mood - told.mood) >= NEWSWORTHY)) tell({ emotion, mood, worth: true });
  return (
    <p role="status" className="visually-hidden">
      {told.worth && told.emotion ? t('call.moodNews', { name, emotion: word('emotion', told.emotion), mood: told.mood }) : ''}
    </p>
  );
}
