import { useState } from 'preact/hooks';
import { Icon, type IconName } from '../parts/text/icon.js';
import '../parts/text/status-badge.css';
import { movedFocus } from './moved-focus.js';
import './strip.css';

/** One of a strip of colours: a run, or what became known in one. */
export interface StripMark {
  readonly key: string;
  readonly href: string;
  readonly icon: IconName;
  /** Its colour is that of a status of runs. */
  readonly tone: string;
  /** What it says: shown by the pointer and the focus, and spoken. */
  readonly text: string;
}

/**
 * A strip of colours, the earliest first. The tab key reaches the latest one, arrows move, Enter
 * follows the link.
 */
export function Strip({
  label,
  marks,
}: {
  readonly label: string;
  readonly marks: readonly StripMark[];
}) {
  const [focused, setFocused] = useState<string | null>(null);
  const found = marks.findIndex(({ key }) => key === focused);
  const at = found < 0 ? marks.length - 1 : found;
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
    const next = movedFocus(event);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  };
  return (
    <ol class="strip" aria-label={label} onKeyDown={onKeyDown}>
      {marks.map(({ key, href, icon, tone, text }, index) => (
        <li key={key}>
          <a
            class={`strip__mark status-badge--${tone}`}
            href={href}
            aria-label={text}
            data-hint={text}
            tabIndex={index === at ? 0 : -1}
            onFocus={() => {
              setFocused(key);
            }}
          >
            <Icon name={icon} />
          </a>
        </li>
      ))}
    </ol>
  );
}
