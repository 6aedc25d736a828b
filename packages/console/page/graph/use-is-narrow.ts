import { useEffect, useState } from 'preact/hooks';

const narrowScreen = '(max-width: 40rem)';

/** Returns whether the screen is narrow, and follows it. */
export function useIsNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(narrowScreen).matches);
  useEffect(() => {
    const query = matchMedia(narrowScreen);
    const follow = (): void => {
      setNarrow(query.matches);
    };
    query.addEventListener('change', follow);
    return () => {
      query.removeEventListener('change', follow);
    };
  }, []);
  return isNarrow;
}
