import { WdhError } from '@wdh/pipeline-core';
import type { Parameter, Rows } from '@wdh/postgres';
import type { RowCounts } from '@wdh/runs';

/** The argument of the function of a {@link GateCheck}. */
export interface LoadedRows {
  /** Runs a reading statement in the transaction of the load. */
  readonly query: <Found extends object>(
    text: string,
    parameters?: readonly Parameter[],
  ) => Promise<Rows<Found>>;
  readonly executionId: string;
  /** `schema.table`, quoted if needed. */
  readonly target: string;
  readonly rows: RowCounts;
}

/**
 * A check of the loaded rows, run in their transaction before COMMIT.
 *
 * It reads only: a statement that writes is refused, and changes made by a function are rolled back.
 * Names are looked up in the search path of the role or of the connection URL.
 *
 * - `name`: at most 90 characters; the result is the metric `check.<name>`.
 * - `sql`: a SELECT of the violations; the check passes if it returns none. The id of the run is
 *   `current_setting('wdh.execution_id')`.
 * - `fn`: resolves to whether the check passes. It may query, and must not end the transaction or
 *   run COPY.
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
      throw new WdhError('Each check needs a unique name of 1 to 90 characters, for its metric.', {
        code: 'LOADER_OPTION_INVALID',
        category: 'usage',
      });
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
