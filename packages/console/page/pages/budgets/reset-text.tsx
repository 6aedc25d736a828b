import type { WireBudget } from '../../../src/wire/budgets.js';

/** In how many days the next period begins. */
export function ResetText({
  budget: { daysToReset, resetsAt },
}: {
  readonly budget: Pick<WireBudget, 'daysToReset' | 'resetsAt'>;
}) {
  if (daysToReset === null || resetsAt === null) return <span class="muted">never</span>;
  const text = daysToReset === 1 ? 'in 1 day' : `in ${daysToReset} days`;
  return (
    <time class="moment" dateTime={resetsAt}>
      {text}
    </time>
  );
}
