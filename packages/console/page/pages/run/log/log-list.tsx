import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useStore } from '../../../api/store.js';
import { Button } from '../../../parts/form/button.js';
import { timeZone, zoneOf } from '../../../preferences/preferences.js';
import { LogLine, OpenedLine } from './log-line.js';
import type { LogLines } from './log-lines.js';
import './log-list.css';
import { isAtEnd, lineHeight, logWindow, scrollTo } from './log-window.js';

const pageOfLines = 20;

/**
 * The lines of a log: only those in view are drawn. Arrows move, Enter opens a line. While the run
 * continues the end stays in view, unless the reader scrolls up.
 */
export function LogList({
  lines,
  isLive,
  empty,
}: {
  /** Lines are added to it; another one replaces them. */
  readonly lines: LogLines;
  readonly isLive: boolean;
  /** What to say where there is no line. */
  readonly empty: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const [view, setView] = useState({ top: 0, height: 30 * lineHeight });
  const [follows, setFollows] = useState(isLive);
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState<number | null>(null);
  const zone = zoneOf(useStore(timeZone));
  const { count } = lines;
  const drawn = logWindow(view.top, view.height, count, open);
  const current = Math.min(active, Math.max(0, count - 1));

  useLayoutEffect(() => {
    const { current: element } = box;
    if (element === null) return undefined;
    const measure = new ResizeObserver(() => {
      setView({ top: element.scrollTop, height: element.clientHeight });
    });
    measure.observe(element);
    return () => {
      measure.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    setOpen(null);
    setActive(0);
    setFollows(isLive);
    if (box.current !== null) box.current.scrollTop = 0;
  }, [lines]);
  useLayoutEffect(() => {
    if (follows && isLive && box.current !== null) box.current.scrollTop = drawn.height;
  }, [follows, isLive, drawn.height]);

  useLayoutEffect(() => {
    const { current: element } = box;
    if (element === null || open === null) return;
    element.scrollTop = scrollTo(open, element.scrollTop, element.clientHeight, open);
  }, [open]);

  const onScroll = ({ currentTarget }: { readonly currentTarget: HTMLElement }): void => {
    const { scrollTop: top, clientHeight: height } = currentTarget;
    const isEnd = isAtEnd(top, height, drawn.height);
    if (isEnd) setFollows(true);
    // The reader scrolled up: a list that has grown is at the same place.
    else if (top < view.top) setFollows(false);
    setView({ top, height });
  };
  const toggle = (index: number): void => {
    setActive(index);
    setOpen((before) => (before === index ? null : index));
    if (open !== index) setFollows(false);
  };
  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(count - 1, index));
    setActive(next);
    setFollows(next === count - 1);
    const { current: element } = box;
    if (element !== null) element.scrollTop = scrollTo(next, view.top, view.height, open);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== box.current) return;
    const next = nextLine(event.key, current, count);
    if (next !== null) moveTo(next);
    else if (event.key === 'Enter' || event.key === ' ') toggle(current);
    else if (event.key === 'Escape' && open !== null) setOpen(null);
    else return;
    event.preventDefault();
  };

  return (
    <div class="log">
      <div
        ref={box}
        class="log__lines"
        role={count === 0 ? 'group' : 'treegrid'}
        aria-label="Log"
        aria-rowcount={count === 0 ? undefined : count}
        aria-activedescendant={count === 0 ? undefined : `${id}-${current}`}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <div
          class="log__space"
          role={count === 0 ? 'presentation' : 'rowgroup'}
          style={{ height: `${drawn.height}px` }}
        >
          <div class="log__window" role="presentation" style={{ top: `${drawn.top}px` }}>
            {lines.slice(drawn.from, drawn.to).map((line, offset) => {
              const index = drawn.from + offset;
              return [
                <LogLine
                  key={line.sequence}
                  id={`${id}-${index}`}
                  line={line}
                  zone={zone}
                  row={index + 1}
                  isActive={index === current}
                  isOpen={index === open}
                  onToggle={() => {
                    toggle(index);
                  }}
                />,
                index === open ? <OpenedLine key="open" line={line} /> : null,
              ];
            })}
          </div>
        </div>
        {count === 0 ? <p class="log__empty muted">{empty}</p> : null}
      </div>
      {isLive && !follows ? (
        <div class="log__follow">
          <Button
            icon="down"
            onClick={() => {
              setFollows(true);
            }}
          >
            Follow new lines
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function nextLine(key: string, current: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return current + 1;
    case 'ArrowUp':
      return current - 1;
    case 'PageDown':
      return current + pageOfLines;
    case 'PageUp':
      return current - pageOfLines;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
