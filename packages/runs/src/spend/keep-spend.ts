const columns = ['cost_usd', 'paid_calls', 'cached_calls'] as const;

/**
 * Returns the assignments of an UPDATE that keeps the spend of a run that did not end by itself: what its
 * row has, or the sum of its steps as far as they were written, whichever is more. Neither is ever too
 * much. A load that begins must not depend on the steps, which may be locked or forbidden.
 *
 * @param row - Name by which the statement calls the row of the run.
 */
export function keepSpend(row: string): string {
  const known = columns.map((column) => {
    // A sum of bigint is numeric.
    const type = column === 'cost_usd' ? 'numeric' : 'bigint';
    const ofSteps = `(select sum(step.${column})::${type} from public.run_steps step
      where step.execution_id = ${row}.execution_id)`;
    return `${column} = greatest(${row}.${column}, ${ofSteps})`;
  });
  return known.join(', ');
}
