import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Returns the width of an element in px, 0 until it is known, and follows it. */
export function useWidth<Shown extends Element>(): {
  readonly element: RefObject<Shown | null>;
  readonly width: number;
} {
  const element = useRef<Shown>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const shown = element.current;
    if (shown === null) return undefined;
    const observer = new ResizeObserver(() => {
      setWidth(Math.floor(shown.getBoundingClientRect().width));
    });
    observer.observe(shown);
    return () => {
      observer.disconnect();
    };
  }, []);
  return { element, width };
}
