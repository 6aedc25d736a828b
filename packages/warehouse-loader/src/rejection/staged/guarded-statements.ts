import {
  type DedicatedConnection,
  type Parameter,
  type Queryable,
  type Rows,
  DatabaseError,
} from '@wdh/postgres';

/** Ends work that is rolled back because the server refused the data of a statement. */
class WorkRefused extends Error {
  readonly refusal: DatabaseError;

  constructor(refusal: DatabaseError) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** A statement that the server refused for its data; its effects are rolled back. */
export class Refusal {
  readonly error: DatabaseError;
  /** Rows that passed {@link GuardedStatements.mark} before; null if they are not counted. */
  readonly rowsPassed: number | null;

  constructor(error: DatabaseError, rowsPassed: number | null) {
    this.error = error;
    this.rowsPassed = rowsPassed;
  }
}

const sequence = 'pg_temp.wdh_passed';
const savepoint = 'savepoint wdh_rows';
const named = `'${sequence}'::pg_catalog.regclass`;
const restart = `select pg_catalog.setval(${named}, 1, false)`;
const passed = `select case when is_called then last_value else 0 end::integer as rows from ${sequence}`;

/** The part of a connection that {@link GuardedStatements} use. */
export type StatementConnection = Pick<DedicatedConnection, 'query' | 'attempt'>;

/**
 * Runs each statement after a savepoint, so that a refused one is rolled back alone.
 *
 * A temporary sequence, which a rollback does not reset, counts the rows that a statement reads, and
 * so shows at which row it was refused.
 *
 * @see https://www.postgresql.org/docs/current/functions-sequence.html
 */
export class GuardedStatements {
  readonly #connection: StatementConnection;
  #hasSavepoint = false;
  #hasSequence = false;

  constructor(connection: StatementConnection) {
    this.#connection = connection;
  }

  /** An SQL condition that is true for every row, and counts its evaluations. */
  readonly mark = `pg_catalog.nextval(${named}) is not null`;

  /** @throws DatabaseError for any error that is not about data. */ async run<
    Found extends object,
  >(statement: string, parameters: readonly string[]): Promise<Rows<Found> | Refusal> {
    await this.#makeSequence();
    // The savepoint follows everything that was written so far, by other code as well.
    const controls = [...(this.#hasSavepoint ? [`release ${savepoint}`] : []), savepoint, restart];
    this.#hasSavepoint = true;
    const [, outcome] = await Promise.all([
      this.#connection.query(controls.join('; ')),
      this.#connection.attempt<Found>(statement, parameters),
    ]);
    if (!(outcome instanceof DatabaseError)) return outcome;
    const [, counted] = await Promise.all([
      this.#connection.query(`rollback to ${savepoint}`),
      this.#connection.query<{ readonly rows: number }>(passed),
    ]);
    return new Refusal(outcome, counted[0]?.rows ?? null);
  }

  /**
   * Runs several statements after one savepoint. If one of them is refused for its data, all are
   * rolled back, and its error is returned.
   *
   * @throws DatabaseError for any error that is not about data.
   */
  async together<Result>(work: (on: Queryable) => Promise<Result>): Promise<Result | Refusal> {
    await this.#connection.query(
      this.#hasSavepoint ? `release ${savepoint}; ${savepoint}` : savepoint,
    );
    this.#hasSavepoint = true;
    const on: Queryable = {
      query: async <Found extends object>(text: string, parameters: readonly Parameter[] = []) => {
        const outcome = await this.#connection.attempt<Found>(text, parameters);
        if (outcome instanceof DatabaseError) throw new WorkRefused(outcome);
        return outcome;
      },
    };
    try {
      return await work(on);
    } catch (error) {
      if (!(error instanceof WorkRefused)) throw error;
      await this.#connection.query(`rollback to ${savepoint}`);
      return new Refusal(error.refusal, null);
    }
  }

  /** Before the savepoint, because a rollback would undo it. */
  async #makeSequence(): Promise<void> {
    if (this.#hasSequence) return;
    await this.#connection.query('create temporary sequence wdh_passed');
    this.#hasSequence = true;
  }
}
