import { useEffect, useRef, useState } from 'preact/hooks';
import './hint.css';

/**
 * Shows the text in `data-hint` of what has the pointer or the focus. A row of a list that has the
 * focus shows the first time in it. Escape closes it. One for the whole page.
 */
export function Hint() {
  const box = useRef<HTMLDivElement>(null);
  const [target, setTarget] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const show = (event: Event): void => {
      setTarget(hintedBy(event));
    };
    const hide = (event: Event): void => {
      if (!(event instanceof KeyboardEvent) || event.key === 'Escape') setTarget(null);
    };
    document.addEventListener('pointerover', show);
    document.addEventListener('focusin', show);
    document.addEventListener('keydown', hide);
    document.addEventListener('scroll', hide, { capture: true, passive: true });
    return () => {
      document.removeEventListener('pointerover', show);
      document.removeEventListener('focusin', show);
      document.removeEventListener('keydown', hide);
      document.removeEventListener('scroll', hide, { capture: true });
    };
  }, []);
  useEffect(() => {
    if (box.current !== null && target !== null) placeBeside(box.current, target);
  }, [target]);
  const text = target?.dataset['hint'];
  if (text === undefined) return null;
  return (
    <div ref={box} class="hint" aria-hidden="true">
      {text}
    </div>
  );
}

function hintedBy(event: Event): HTMLElement | null {
  if (!(event.target instanceof Element)) return null;
  const own = event.target.closest<HTMLElement>('[data-hint], .hint');
  if (own !== null || event.type !== 'focusin') return own;
  return event.target.matches('tr')
    ? event.target.querySelector<HTMLElement>('time[data-hint]')
    : null;
}

function placeBeside(box: HTMLElement, target: HTMLElement): void {
  const place = target.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const isBelow = place.bottom + size.height + 8 < innerHeight;
  const left = Math.max(8, Math.min(place.left, innerWidth - size.width - 8));
  box.style.left = `${left}px`;
  box.style.top = `${isBelow ? place.bottom + 4 : place.top - size.height - 4}px`;
}
