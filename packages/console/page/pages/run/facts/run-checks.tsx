import type { WireCheck } from '../../../../src/wire/runs.js';
import { formatQuantity } from '../../../formats/format-quantity.js';
import { Icon, type IconName } from '../../../parts/text/icon.js';
import './run-checks.css';

/** The result of a check, in words and with its colour. */
interface Result {
  readonly word: string;
  readonly icon: IconName;
  readonly tone: 'pass' | 'warn' | 'fail' | 'open';
}

/** The checks of the loaded rows, the failed ones first. */
export function RunChecks({ checks }: { readonly checks: readonly WireCheck[] }) {
  if (checks.length === 0) return null;
  const sorted = checks.toSorted(
    (a, b) => Number(a.hasPassed ?? true) - Number(b.hasPassed ?? true),
  );
  return (
    <section class="card" aria-labelledby="checks-title">
      <h2 id="checks-title">Checks</h2>
      <ul class="run-checks">
        {sorted.map((check) => (
          <Check key={check.name} check={check} />
        ))}
      </ul>
    </section>
  );
}

function Check({ check }: { readonly check: WireCheck }) {
  const { word, icon, tone } = resultOf(check);
  const { name, hasPassed, found } = check;
  return (
    <li class={`run-checks__check run-checks__check--${tone}`}>
      <Icon name={icon} />
      <span class="run-checks__word">{word}</span>
      <span class="run-checks__name">{name}</span>
      {hasPassed !== false || found === null ? null : (
        <span class="muted">
          {formatQuantity(found)} {found === 1 ? 'row' : 'rows'} found
        </span>
      )}
    </li>
  );
}

function resultOf({ hasPassed, severity }: WireCheck): Result {
  if (hasPassed === null) return { word: 'no result', icon: 'queued', tone: 'open' };
  if (hasPassed) return { word: 'passed', icon: 'success', tone: 'pass' };
  return severity === 'warn'
    ? { word: 'warns', icon: 'warning', tone: 'warn' }
    : { word: 'failed', icon: 'failed', tone: 'fail' };
}
