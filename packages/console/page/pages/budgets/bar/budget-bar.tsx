import type { WireBudget } from '../../../../src/wire/budgets.js';
import { formatMoney, shareOf } from '../../../formats/format-money.js';
import { levelWord } from '../level-badge.js';
import { barParts } from './bar-parts.js';
import './budget-bar.css';

/** A bar of what is spent and reserved, with marks at alert, budget and grace limit. */
export function BudgetBar({ budget }: { readonly budget: WireBudget }) {
  const { level } = budget;
  const { spent, reserved, marks } = barParts(budget);
  const text = describe(budget);
  return (
    <div class="budget-bar" role="img" aria-label={text} data-hint={text}>
      <span class={`budget-bar__spent budget-bar--${level}`} style={{ width: `${spent}%` }} />
      <span class="budget-bar__reserved" style={{ left: `${spent}%`, width: `${reserved}%` }} />
      {marks.map(({ kind, at }) => (
        <span
          key={kind}
          class={`budget-bar__mark budget-bar__mark--${kind}`}
          style={{ left: `${at}%` }}
        />
      ))}
    </div>
  );
}

/** What the marks of the bars mean. */
export function BarLegend() {
  return (
    <p class="budget-bar__legend">
      <Key of="alert">alert</Key>
      <Key of="budget">100 %</Key>
      <Key of="grace">blocked</Key>
      <span>
        <span class="budget-bar__key budget-bar__reserved" aria-hidden="true" /> reserved for calls
        that run
      </span>
    </p>
  );
}

function Key({
  of,
  children,
}: {
  readonly of: 'alert' | 'budget' | 'grace';
  readonly children: string;
}) {
  return (
    <span>
      <span class="budget-bar__key" aria-hidden="true">
        <span class={`budget-bar__mark budget-bar__mark--${of}`} />
      </span>{' '}
      {children}
    </span>
  );
}

function describe(of: WireBudget): string {
  const { spent, reserved, budget, percentage, alertThreshold, graceThreshold } = of;
  const used = percentage === null ? '' : ` (${percentage} %)`;
  const held = Number(reserved) > 0 ? `, ${formatMoney(reserved)} reserved` : '';
  return (
    `${levelWord(of)}: ${formatMoney(spent)} of ${formatMoney(budget)}${used}${held}\n` +
    `Alert at ${formatMoney(shareOf(budget, alertThreshold))}, ` +
    `blocked at ${formatMoney(shareOf(budget, graceThreshold))}`
  );
}
