import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Returns the width of an element in px, 0 until it is known, and follows it. */
export function useWidth<Shown extends Element>(): {
  readonly element: RefObject<Shown | null>;
  readonly width: number;
} {
  const element = useRef<Shown>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const shown = element.current;
    if (shown === null) return undefined;
    const measure = (): void => {
      setWidth(Math.floor(shown.getBoundingClientRect().width));
    };
    // Before the first picture: what depends on the width does not jump.
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(shown);
    return () => {
      observer.disconnect();
    };
  }, []);
  return { element, width };
}
