const columns = ['cost_usd', 'paid_calls', 'cached_calls'] as const;

/** SQL that returns each column of the spend of a run. */
export type SpendExpressions = Readonly<Record<(typeof columns)[number], string>>;

/**
 * Returns SQL for what is known of the spend of a run that did not end by itself: what its row has, or
 * the sum of its steps as far as they were written, whichever is more. Neither is ever too much.
 *
 * @param row - Name by which the statement calls the row of the run.
 */
export function spendSoFar(row: string): SpendExpressions {
  const known = columns.map((column) => {
    // A sum of bigint is numeric.
    const type = column === 'cost_usd' ? 'numeric' : 'bigint';
    const ofSteps = `(select sum(step.${column})::${type} from public.run_steps step
      where step.execution_id = ${row}.execution_id)`;
    return [column, `greatest(${row}.${column}, ${ofSteps})`];
  });
  return Object.fromEntries(known) as Record<(typeof columns)[number], string>;
}

/** Returns the assignments of {@link spendSoFar} in an UPDATE of a run. */
export function keepSpend(row: string): string {
  const known = spendSoFar(row);
  return columns.map((column) => `${column} = ${known[column]}`).join(', ');
}
