import type { WireRunSummary } from '../../../../src/wire/runs.js';

/** The counts of a run. */
export type Ledger = NonNullable<WireRunSummary['rows']>;

/** Outcomes of rows that were read or added, in the order of the bar. */
export const ledgerKinds = [
  'inserted',
  'updated',
  'unchanged',
  'superseded',
  'rejected',
  'filtered',
  'lost',
] as const;

/** See {@link ledgerKinds}; `lost` are rows without an outcome: the run ended before. */
export type LedgerKind = (typeof ledgerKinds)[number];

/** One part of the bar. */
export interface LedgerPart {
  readonly kind: LedgerKind;
  readonly rows: number;
  /** Share of all rows of the bar, from 0 to 1; 0 for an empty bar. */
  readonly share: number;
}

/** Returns the parts of the bar: always the six of the ledger, and `lost` if there are any. */
export function ledgerParts(ledger: Ledger): readonly LedgerPart[] {
  const total = ledger.read + ledger.added;
  return ledgerKinds
    .map((kind) => ({ kind, rows: kind === 'lost' ? Math.max(0, restOf(ledger)) : ledger[kind] }))
    .filter(({ kind, rows }) => kind !== 'lost' || rows > 0)
    .map(({ kind, rows }) => ({ kind, rows, share: total === 0 ? 0 : Math.min(1, rows / total) }));
}

/** Rows that the ledger does not explain: 0 if it balances. */
export function restOf(ledger: Ledger): number {
  const { read, added, inserted, updated, unchanged, superseded, rejected, filtered } = ledger;
  return read + added - inserted - updated - unchanged - superseded - rejected - filtered;
}

/** Name and meaning of each part. */
export const ledgerWords: Readonly<
  Record<LedgerKind, { readonly name: string; readonly about: string }>
> = {
  inserted: { name: 'inserted', about: 'New rows of the table.' },
  updated: { name: 'updated', about: 'Rows whose key existed, and which changed it.' },
  unchanged: { name: 'unchanged', about: 'Rows whose key existed, and which changed nothing.' },
  superseded: {
    name: 'superseded',
    about: 'Rows whose key occurs again in a later row of the same input.',
  },
  rejected: {
    name: 'rejected',
    about: 'Rows that could not be loaded. They are kept with the reason.',
  },
  filtered: { name: 'filtered', about: 'Rows that a step left out on purpose.' },
  lost: {
    name: 'not loaded',
    about: 'Rows that were read before the run ended without loading them.',
  },
};

/** Writes the ledger as an equation, such as `10,000 read = 9,976 inserted + 24 rejected`. */
export function balanceOf(ledger: Ledger, show: (rows: number) => string): string {
  const { read, added } = ledger;
  if (read + added === 0) return 'No rows were read.';
  const left = added === 0 ? `${show(read)} read` : `${show(read)} read + ${show(added)} added`;
  const parts = ledgerParts(ledger).filter(({ rows }) => rows > 0);
  const right = parts.map(({ kind, rows }) => `${show(rows)} ${ledgerWords[kind].name}`);
  const sum = right.length === 0 ? '0' : right.join(' + ');
  return restOf(ledger) < 0
    ? `${left} is less than ${sum}: the counts are wrong. Report it.`
    : `${left} = ${sum}`;
}
