import type { CopySink, CopyTarget, DedicatedConnection } from '@wdh/postgres';

/** The part of a running COPY that a `CopyIsolation` uses. */
export type CopyAttempt = Pick<CopySink, 'send' | 'outcome'>;

/** The part of a connection that a `CopyIsolation` uses. */
export interface CopyConnection extends Pick<DedicatedConnection, 'query' | 'attempt' | 'fail'> {
  attemptCopy(statement: string, target: CopyTarget, isBehindAnother: boolean): CopyAttempt;
}
