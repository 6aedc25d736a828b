import { formatQuantity } from '../../../formats/format-quantity.js';
import { Notice } from '../../../parts/notice/notice.js';
import { isFiltered, type LogFilters } from './log-filters.js';
import { type LogLines, mostLines } from './log-lines.js';
import { LogList } from './log-list.js';
import { type ChangeFilters, LogToolbar } from './log-toolbar.js';

/** The log of a run with its filters. */
export function LogCard({
  lines,
  filters,
  steps,
  isLive,
  isComplete,
  eventsLost,
  onChange,
}: {
  readonly lines: LogLines;
  readonly filters: LogFilters;
  readonly steps: readonly string[];
  readonly isLive: boolean;
  /** Whether all lines have arrived. */
  readonly isComplete: boolean;
  /** Lines that could not be recorded; null where none is known to be lost. */
  readonly eventsLost: number | null;
  readonly onChange: ChangeFilters;
}) {
  const none = isFiltered(filters) ? 'No line matches the filters.' : 'No line was recorded.';
  const yet = isLive ? 'No line yet. New ones appear by themselves.' : 'Loading';
  return (
    <section class="card run-log" aria-labelledby="log-title">
      <h2 id="log-title">
        Log{' '}
        <span class="muted run-log__count">{countOf(lines, filters, isLive || !isComplete)}</span>
      </h2>
      <LogToolbar filters={filters} steps={steps} onChange={onChange} />
      {eventsLost === null || eventsLost === 0 ? null : (
        <Notice kind="warning" title={`${formatQuantity(eventsLost)} lines could not be recorded`}>
          The log has a gap: the database did not take them while the run continued.
        </Notice>
      )}
      {lines.leftOut === 0 ? null : (
        <Notice kind="warning" title={`${formatQuantity(lines.leftOut)} later lines are not shown`}>
          A page shows {formatQuantity(mostLines)} lines. Filter them by level, step or text.
        </Notice>
      )}
      <LogList lines={lines} isLive={isLive} empty={isComplete ? none : yet} />
    </section>
  );
}

function countOf(lines: LogLines, filters: LogFilters, hasMore: boolean): string {
  const shown = `${formatQuantity(lines.count)} ${lines.count === 1 ? 'line' : 'lines'}`;
  return `${shown}${isFiltered(filters) ? ' that match' : ''}${hasMore ? ' so far' : ''}`;
}
