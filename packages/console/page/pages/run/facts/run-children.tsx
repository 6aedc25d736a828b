import type { WireRun } from '../../../../src/wire/runs.js';
import { runAddress } from '../../../address/addresses.js';
import { Moment } from '../../../parts/text/moment.js';
import { StatusBadge } from '../../../parts/text/status-badge.js';
import './run-children.css';
import { triggerWords } from '../../../parts/text/trigger-words.js';

/** Runs that repeat or replay this one. */
export function RunChildren({ runs }: { readonly runs: WireRun['run']['children'] }) {
  if (runs.length === 0) return null;
  return (
    <section class="card" aria-labelledby="children-title">
      <h2 id="children-title">Runs that repeat or replay it</h2>
      <ul class="run-children">
        {runs.map(({ executionId, status, trigger, startedAt }) => (
          <li key={executionId}>
            <StatusBadge status={status} />
            <a class="code" href={runAddress(executionId)}>
              {executionId}
            </a>
            <span class="muted">
              {trigger === null ? '' : triggerWords[trigger]} <Moment at={startedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
