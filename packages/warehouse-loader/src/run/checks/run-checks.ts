import { type Logger, WdhError } from '@wdh/pipeline-core';
import { type DedicatedConnection, takeUserPath } from '@wdh/postgres';
import type { QualityMetric } from '@wdh/runs';
import { checkMetric, type GateCheck, type LoadedRows } from '../../options/gate-check.js';
import type { AttemptSteps } from '../steps/attempt-steps.js';
import { checkNotRun } from './check-not-run.js';
import { leadingWords, withoutEnd } from './leading-words.js';

/**
 * Runs every check, and reports all failed ones in one error.
 *
 * @returns the result of each: rows found, or 1 for a function that returned false.
 * @throws WdhError `CHECK_FAILED`, and `CHECK_FAILED_TO_RUN` if the server refuses the SQL of one.
 */
export async function runChecks(
  checks: readonly GateCheck[],
  load: DedicatedConnection,
  loaded: Omit<LoadedRows, 'query'>,
  logger: Logger,
  steps: AttemptSteps,
): Promise<readonly QualityMetric[]> {
  const figures: QualityMetric[] = [];
  if (checks.length === 0) return figures;
  load.forbidReuse();
  const { executionId, target } = loaded;
  await load.query("select pg_catalog.set_config('wdh.execution_id', $1, true)", [executionId]);
  const failed: string[] = [];
  for (const check of checks) {
    const end = steps.check(check.name);
    const found = await ask(check, load, loaded);
    end(found, found > 0 && check.severity !== 'error');
    figures.push({ column: null, name: checkMetric(check), value: found });
    if (found === 0) continue;
    if (check.severity === 'error') failed.push(described(check, found));
    else logger.warn('database.check.failed', { executionId, target, check: check.name, found });
  }
  if (failed.length === 0) return figures;
  throw checkFailed(`${failed.join('; ')}. Correct the data, or the check.`);
}

/** Statements that would end the transaction, or remove the savepoint of the check. */
const endings: ReadonlySet<string> = new Set([
  'abort',
  'begin',
  'commit',
  'end',
  'release',
  'rollback',
  'savepoint',
  'start',
]);

/** Returns what a statement does that a check must not do; null if the server enforces it. */
function forbiddenIn(sql: string): string | null {
  const [first = '', second] = leadingWords(sql, 2);
  const isEnding = endings.has(first) || (first === 'prepare' && second === 'transaction');
  if (isEnding) return 'end the transaction of the load';
  // It writes to files and programs of the server, and the client cannot use its rows.
  return first === 'copy' ? 'run COPY' : null;
}

const savepoint = 'savepoint wdh_check';

/**
 * Runs a check read-only, and rolls back anything that it changed anyway, so that the counted rows
 * are those that are committed. Its SQL uses the search path of the user.
 */
async function readOnly<Found>(
  load: DedicatedConnection,
  work: () => Promise<Found>,
): Promise<Found> {
  await load.query(`${savepoint}; set local transaction_read_only to on; ${takeUserPath}`);
  const found = await work();
  await load.query(`rollback to ${savepoint}; release ${savepoint}`);
  return found;
}

async function ask(
  { name, sql, fn }: GateCheck,
  load: DedicatedConnection,
  loaded: Omit<LoadedRows, 'query'>,
): Promise<number> {
  try {
    return await readOnly(load, () =>
      fn === undefined ? countWrong(sql, load) : askFunction(name, fn, load, loaded),
    );
  } catch (error) {
    throw checkNotRun(error, name);
  }
}

async function countWrong(sql: string, load: DedicatedConnection): Promise<number> {
  // With a parameter, the server accepts only one statement.
  const [counted] = await load.query<{ readonly found: string }>(
    `select pg_catalog.count(*) as found from (${withoutEnd(sql)}\n) as wrong where $1::int operator(pg_catalog.=) 1`,
    [1],
  );
  return Number(counted?.found);
}

async function askFunction(
  name: string,
  fn: NonNullable<GateCheck['fn']>,
  load: DedicatedConnection,
  loaded: Omit<LoadedRows, 'query'>,
): Promise<number> {
  try {
    const query: LoadedRows['query'] = async (text, parameters) => {
      const forbidden = forbiddenIn(text);
      if (forbidden === null) return load.queryAlone(text, parameters);
      const refused = checkFailed(`Check "${name}" must not ${forbidden}.`);
      // The function may ignore this error; the load must not.
      load.fail(refused);
      throw refused;
    };
    return (await load.watch(fn({ ...loaded, query }))) ? 0 : 1;
  } catch (error) {
    if (error instanceof WdhError) throw error;
    const thrown = error instanceof Error ? error.name : `a value of type ${typeof error}`;
    throw checkFailed(`Check "${name}" threw ${thrown}.`, error);
  }
}

function described({ name, fn }: GateCheck, found: number): string {
  return fn === undefined
    ? `Check "${name}" found ${found} rows`
    : `Check "${name}" returned false`;
}

function checkFailed(summary: string, cause?: unknown): WdhError {
  return new WdhError(summary, { code: 'CHECK_FAILED', category: 'data', cause });
}
