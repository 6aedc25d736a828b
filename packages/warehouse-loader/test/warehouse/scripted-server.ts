import { DatabaseError, type Parameter, type Rows } from '@wdh/postgres';
import type { CopyAttempt, CopyConnection } from '../../src/rejection/copied/copy-connection.js';

/** How the server refuses a row: when it reads the row, or only at the end of the statement. */
export type Refusing = 'at the row' | 'at the end';

/** What the server does with a row, by its line of COPY; null where it takes the row. */
export type Script = (line: string) => Refusing | null;

const savepoint = 'savepoint wdh_rows';

/**
 * A server that takes and refuses rows by a script, for what needs no SQL: transactions with one
 * savepoint, COPY, and statements that follow another. A statement in a failed transaction is
 * refused, as PostgreSQL does. Rows cannot be probed.
 */
export class ScriptedServer implements CopyConnection {
  /** Lines that the transaction holds. */
  readonly rows: string[] = [];
  /** COPY statements that were run. */
  copies = 0;
  readonly #script: Script;
  #savepoint: number | null = null;
  #isFailed = false;

  constructor(script: Script) {
    this.#script = script;
  }

  query<Found extends object>(text: string): Promise<Rows<Found>> {
    if (text.includes('pg_language')) return answer([{ can: false }]);
    if (text.includes(savepoint)) this.#control(text);
    return answer([]);
  }

  attempt(text: string, parameters: readonly Parameter[]): never {
    throw new Error(`Not in the script: ${text} ${parameters.length}`);
  }

  fail(error: unknown): never {
    throw error;
  }

  attemptCopy(statement: string): CopyAttempt {
    let lines = '';
    let outcome: number | DatabaseError | null = null;
    return {
      send: (bytes) => {
        lines += String(bytes);
        return Promise.resolve();
      },
      outcome: () => {
        outcome ??= this.#copy(statement, lines === '' ? [] : lines.trimEnd().split('\n'));
        return Promise.resolve(outcome);
      },
    };
  }

  #copy(statement: string, lines: readonly string[]): number | DatabaseError {
    const controls = statement.split('; ').slice(0, -1);
    for (const control of controls) if (!this.#control(control)) return refusal('25P02', null);
    this.copies += 1;
    const refusals = lines.map((line) => this.#script(line));
    const atRow = refusals.indexOf('at the row');
    if (atRow >= 0) return this.#refuse(atRow + 1);
    if (refusals.includes('at the end')) return this.#refuse(null);
    this.rows.push(...lines);
    return lines.length;
  }

  #refuse(copyLine: number | null): DatabaseError {
    this.#isFailed = true;
    return refusal('23514', copyLine);
  }

  /** Returns whether the transaction lives. */
  #control(text: string): boolean {
    for (const control of text.split('; ')) {
      if (control === `rollback to ${savepoint}`) {
        if (this.#savepoint === null) throw new Error('There is no savepoint to roll back to.');
        this.rows.length = this.#savepoint;
        this.#isFailed = false;
      } else if (control === savepoint && !this.#isFailed) {
        this.#savepoint = this.rows.length;
      }
    }
    return !this.#isFailed;
  }
}

function refusal(sqlState: string, copyLine: number | null): DatabaseError {
  return new DatabaseError('The script refuses a row.', {
    code: sqlState === '25P02' ? 'DATABASE_FAILED' : 'CHECK_VIOLATED',
    category: sqlState === '25P02' ? 'internal' : 'data',
    details: { sqlState, copyLine },
  });
}

function answer<Found extends object>(rows: readonly object[]): Promise<Rows<Found>> {
  return Promise.resolve(Object.assign([...rows] as Found[], { count: rows.length }));
}
