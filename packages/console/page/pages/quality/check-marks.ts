import type { WireCheckHistory } from '../../../src/wire/jobs.js';

/** A check in one run. */
export type RecordedCheck = WireCheckHistory['checks'][number];

/** The outcome of a check, as a mark shows it. */
export interface CheckOutcome {
  readonly icon: 'success' | 'failed' | 'warning' | 'info';
  /** A status of runs with the same colour. */
  readonly tone: 'success' | 'failed' | 'cancelled' | 'skipped';
  readonly text: string;
}

/** Returns the outcome of a check. */
export function checkOutcome({ hasPassed, found, severity }: RecordedCheck): CheckOutcome {
  if (hasPassed === null) return { icon: 'info', tone: 'skipped', text: 'Not known' };
  if (hasPassed) return { icon: 'success', tone: 'success', text: 'Passed' };
  const rows = found === null || found === 0 ? '' : `, ${String(found)} found`;
  if (severity === 'warn') {
    return { icon: 'warning', tone: 'cancelled', text: `Warned${rows}` };
  }
  return { icon: 'failed', tone: 'failed', text: `Failed${rows}` };
}

/** Returns the checks by their names, in the order in which they come first, the earliest run first. */
export function checksByName(
  checks: readonly RecordedCheck[],
): ReadonlyMap<string, readonly RecordedCheck[]> {
  const byName = new Map<string, RecordedCheck[]>();
  for (const check of checks) {
    const known = byName.get(check.name);
    if (known === undefined) byName.set(check.name, [check]);
    else known.push(check);
  }
  return byName;
}
