import { useEffect, useRef } from 'react';

const NEAR_END = 90;

/** For a box that grows: follows its newest line, unless one has scrolled back to read. */
export function useFollowing(changed: unknown) {
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is what one follows
  useEffect(() => {
    const { current } = box;
    if (current && following.current) current.scrollTop = current.scrollHeight;
  }, [changed]);
  const onScroll = () => {
    const { current } = box;
    if (current) following.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_END;
  };
  return { box, onScroll };
}
