import type { WireRunSummary } from '../../../src/wire/runs.js';
import { Icon } from './icon.js';
import './status-badge.css';

/** Status of a run. */
export type Status = WireRunSummary['status'];

/** The word for each status. */
export const statusWords: Readonly<Record<Status, string>> = {
  queued: 'Queued',
  running: 'Running',
  success: 'Succeeded',
  failed: 'Failed',
  skipped: 'Skipped',
  rehearsed: 'Dry run',
  cancelled: 'Cancelled',
  abandoned: 'Abandoned',
};

/** The status of a run: icon, word and colour. */
export function StatusBadge({ status }: { readonly status: Status }) {
  return (
    <span class={`status-badge status-badge--${status}`}>
      <Icon name={status} />
      {statusWords[status]}
    </span>
  );
}
