import { describeValue } from './describe-value.js';

const mostShown = 10;

/**
 * Throws unless both lists hold the same rows, each equally often, in any order. Works with any
 * test runner.
 *
 * @throws Error that lists the missing and the unexpected rows, ten of each at most.
 * @example expectRowsEqualIgnoringOrder(result.outputData, [{ id: 2 }, { id: 1 }]);
 */
export function expectRowsEqualIgnoringOrder(
  actual: readonly object[],
  expected: readonly object[],
): void {
  const missing = without(expected, actual);
  const unexpected = without(actual, expected);
  if (missing.length === 0 && unexpected.length === 0) return;
  throw new Error(
    `Expected the same ${expected.length} rows in any order, got ${actual.length}.` +
      listed('Missing', missing) +
      listed('Unexpected', unexpected),
  );
}

/** Returns, as text, the rows of one list that the other lacks or has less often. */
function without(rows: readonly object[], others: readonly object[]): readonly string[] {
  const left = new Map<string, number>();
  for (const other of others) {
    const text = describeValue(other);
    left.set(text, (left.get(text) ?? 0) + 1);
  }
  return rows.map(describeValue).filter((text) => {
    const times = left.get(text) ?? 0;
    left.set(text, times - 1);
    return times <= 0;
  });
}

function listed(title: string, rows: readonly string[]): string {
  if (rows.length === 0) return '';
  const more = rows.length > mostShown ? [`and ${rows.length - mostShown} more`] : [];
  return `\n${title}:${[...rows.slice(0, mostShown), ...more].map((row) => `\n  ${row}`).join('')}`;
}
