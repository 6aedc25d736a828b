import type { WireCheck } from '../../../../src/wire/runs.js';
import { formatQuantity } from '../../../formats/format-quantity.js';
import { Icon } from '../../../parts/text/icon.js';
import './run-checks.css';

/** The checks of the loaded rows, the failed ones first. */
export function RunChecks({ checks }: { readonly checks: readonly WireCheck[] }) {
  if (checks.length === 0) return null;
  const sorted = checks.toSorted((a, b) => Number(a.hasPassed) - Number(b.hasPassed));
  return (
    <section class="card" aria-labelledby="checks-title">
      <h2 id="checks-title">Checks</h2>
      <ul class="run-checks">
        {sorted.map(({ name, hasPassed, value }) => (
          <li
            key={name}
            class={`run-checks__check run-checks__check--${hasPassed ? 'pass' : 'fail'}`}
          >
            <Icon name={hasPassed ? 'success' : 'failed'} />
            <span class="run-checks__word">{hasPassed ? 'passed' : 'failed'}</span>
            <span class="run-checks__name">{name}</span>
            {hasPassed || typeof value !== 'number' ? null : (
              <span class="muted">{formatQuantity(value)} found</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
