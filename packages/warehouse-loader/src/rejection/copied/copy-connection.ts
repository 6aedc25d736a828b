import type { CopySink, CopyTarget, DedicatedConnection } from '@wdh/postgres';

/** What a `CopyIsolation` needs of a COPY that runs. */
export type CopyAttempt = Pick<CopySink, 'send' | 'outcome'>;

/** What a `CopyIsolation` needs of a connection. */
export interface CopyConnection extends Pick<DedicatedConnection, 'query' | 'attempt' | 'fail'> {
  attemptCopy(statement: string, target: CopyTarget, isBehindAnother: boolean): CopyAttempt;
}
