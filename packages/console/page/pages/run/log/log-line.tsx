import { useState } from 'preact/hooks';
import { Button } from '../../../parts/form/button.js';
import { formatClock } from './format-clock.js';
import { type LogEvent, summaryOf, textOf } from './log-lines.js';

/** One line of the log. All of it is text: no part of it is read as markup. */
export function LogLine({
  id,
  line,
  zone,
  row,
  isActive,
  isOpen,
  onToggle,
}: {
  readonly id: string;
  readonly line: LogEvent;
  readonly zone: string;
  /** Its number in the list, from 1. */
  readonly row: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const { occurredAt, level, stepName, event, payload } = line;
  return (
    <div
      id={id}
      class={`log-line log-line--${level}${isActive ? ' log-line--active' : ''}`}
      role="row"
      aria-level={1}
      aria-rowindex={row}
      aria-expanded={isOpen}
      onClick={() => {
        // A reader who selects text does not want to open the line.
        if (getSelection()?.isCollapsed !== false) onToggle();
      }}
    >
      <span class="log-line__time" role="gridcell">
        {formatClock(occurredAt, zone)}
      </span>
      <span class="log-line__level" role="gridcell">
        {level}
      </span>
      <span class="log-line__step" role="gridcell">
        {stepName}
      </span>
      <span class="log-line__text" role="gridcell">
        {event} <span class="log-line__payload">{summaryOf(payload)}</span>
      </span>
    </div>
  );
}

/** The line that is opened: its time, and its payload as JSON. */
export function OpenedLine({ line }: { readonly line: LogEvent }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const text = textOf(line);
  const copy = (): void => {
    copyText(text).then(
      () => {
        setCopied('yes');
      },
      () => {
        setCopied('refused');
      },
    );
  };
  return (
    <div class="log-open" role="row" aria-level={2}>
      <div class="log-open__cell" role="gridcell">
        <pre class="log-open__text" tabIndex={0}>
          {text}
        </pre>
        <div class="log-open__actions">
          <Button onClick={copy}>Copy</Button>
          <span role="status">
            {copied === 'yes' ? 'Copied' : null}
            {copied === 'refused' ? 'The browser does not allow it: select the text.' : null}
          </span>
        </div>
      </div>
    </div>
  );
}

/** A browser has no clipboard for a page without TLS, unless it is on the same machine. */
async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
