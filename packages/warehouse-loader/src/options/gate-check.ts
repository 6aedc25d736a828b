import { WdhError } from '@wdh/pipeline-core';
import type { Parameter, Rows } from '@wdh/postgres';
import type { RowCounts } from '@wdh/runs';

/** What the function of a {@link GateCheck} is given. */
export interface LoadedRows {
  /** Runs a statement that reads in the transaction of the load. */
  readonly query: <Found extends object>(
    text: string,
    parameters?: readonly Parameter[],
  ) => Promise<Rows<Found>>;
  readonly executionId: string;
  /** `schema.table`, quoted where needed. */
  readonly target: string;
  readonly rows: RowCounts;
}

/**
 * A question about the loaded rows, asked in their transaction, before COMMIT.
 *
 * - `name`: at most 90 characters; the figure is the metric `check.<name>`.
 * It reads only: a statement that writes is refused, and what a function did nevertheless is undone.
 * Names are looked up in the search path of the role or of the connection URL.
 *
 * - `sql`: a SELECT that finds what is wrong; the check passes when it finds nothing. The id of the
 *   run is `current_setting('wdh.execution_id')`.
 * - `fn`: resolves to whether the check passes. It may query, and must not end the transaction or run COPY.
 * - `severity`: `error` aborts the load, `warn` is recorded and logged.
 *
 * @example
 * const hasKnownCarriers = {
 *   name: 'known carriers',
 *   sql: 'select from flights where carrier not in (select code from carriers)',
 *   severity: 'error',
 * } as const;
 */
export type GateCheck = {
  readonly name: string;
  readonly severity: 'error' | 'warn';
} & (
  | { readonly sql: string; readonly fn?: undefined }
  | { readonly fn: (loaded: LoadedRows) => Promise<boolean>; readonly sql?: undefined }
);

/** Name of the metric of a check. */
export const checkMetric = ({ name }: GateCheck): string => `check.${name}`;

const severities: readonly unknown[] = ['error', 'warn'];

/** @throws WdhError `LOADER_OPTION_INVALID`. */
export function checkGateChecks(checks: readonly GateCheck[]): void {
  const names = new Set<string>();
  for (const { name, severity } of checks) {
    if (name === '' || name.length > 90 || name.includes('\0') || names.has(name)) {
      throw new WdhError(
        'Each of the checks needs a name of its own, of 1 to 90 characters, for its metric.',
        { code: 'LOADER_OPTION_INVALID', category: 'usage' },
      );
    }
    if (!severities.includes(severity)) {
      throw new WdhError(`The severity of check "${name}" must be error or warn.`, {
        code: 'LOADER_OPTION_INVALID',
        category: 'usage',
      });
    }
    names.add(name);
  }
}
