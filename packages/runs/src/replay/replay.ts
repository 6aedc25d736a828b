import type { RowSource } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { takeClaimLock } from '../locks/claim-lock.js';
import { checkIsLatest } from './check-is-latest.js';
import type { OpenRejects, ReplayCounts } from './open-rejects.js';
import { rejectsSource } from './rejects-source.js';
import { replayOutdated } from './replay-errors.js';

export type { ReplayCounts } from './open-rejects.js';

/** Most ids in one statement. */
const idsAtOnce = 10_000;

/** The open rejected rows of a run, to be run again. Create it with `openReplay`. */
export class Replay {
  /** The run that rejected the rows. */
  readonly run: string;
  readonly counts: ReplayCounts;
  /** The records of the replayable rows, in the order of their source, with their numbers there. */
  readonly source: RowSource<Record<string, unknown>>;
  readonly #ids: Float64Array;
  readonly #rowNumbers: Float64Array;

  constructor(on: Queryable, run: string, { counts, ids, rowNumbers }: OpenRejects) {
    this.run = run;
    this.counts = counts;
    this.#ids = ids;
    this.#rowNumbers = isAscending(rowNumbers) ? rowNumbers : ids.map((_, index) => index + 1);
    this.source = rejectsSource({ on, run, ids, rowNumbers: this.#rowNumbers });
  }

  /**
   * Claims the rows for this transaction.
   *
   * @throws WdhError `SOURCE_LOCKED` if another run replays the same run, and `REPLAY_OUTDATED` if it
   * has resolved rows meanwhile.
   */
  async claim(load: Queryable): Promise<void> {
    const { run } = this;
    await takeClaimLock(load, `wdh replay ${run}`, `is replaying run ${run}. Wait for it.`);
    for (const ids of this.#chunks(() => true)) {
      const { count } = await load.query(
        `select from unnest($1::text::bigint[]) as id
         join public.rejected_rows on rejected_row_id = id where resolved_at is null`,
        [listOf(ids)],
      );
      if (count !== ids.length) throw replayOutdated(run);
    }
  }

  /** Returns the position of a row by its number in the source, from 0; -1 if it has none. */
  positionOf(rowNumber: number | null): number {
    const numbers = this.#rowNumbers;
    let [low, high] = [0, numbers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((numbers[middle] ?? 0) < (rowNumber ?? 0)) low = middle + 1;
      else high = middle;
    }
    return numbers[low] === rowNumber ? low : -1;
  }

  /** Returns the id of the rejected row at a position. */
  idAt(position: number): number | undefined {
    return this.#ids[position];
  }

  /**
   * Marks rows as resolved by a run, in the transaction of its load.
   *
   * @param isResolved - Called with the position of each row.
   * @throws WdhError `REPLAY_OUTDATED` if one is not open any more; `REPLAY_REFUSED` if another run
   * has loaded the source again or replaced the table meanwhile.
   */
  async resolve(
    load: Queryable,
    executionId: string,
    isResolved: (position: number) => boolean,
  ): Promise<void> {
    // After the rows were written: from then on, their locks make a replace wait.
    await checkIsLatest(load, this.run);
    for (const ids of this.#chunks(isResolved)) {
      const { count } = await load.query(
        `update public.rejected_rows set resolved_by = $2, resolved_at = clock_timestamp()
         from unnest($1::text::bigint[]) as id
         where rejected_row_id = id and resolved_at is null`,
        [listOf(ids), executionId],
      );
      if (count !== ids.length) throw replayOutdated(this.run);
    }
  }

  *#chunks(isWanted: (position: number) => boolean): Generator<readonly number[]> {
    let chunk: number[] = [];
    for (const [position, id] of this.#ids.entries()) {
      if (!isWanted(position)) continue;
      chunk.push(id);
      if (chunk.length < idsAtOnce) continue;
      yield chunk;
      chunk = [];
    }
    if (chunk.length > 0) yield chunk;
  }
}

const listOf = (ids: readonly number[]): string => `{${ids.join(',')}}`;

/** Whether each number is above the one before it, from 1: then it identifies its row. */
function isAscending(numbers: Float64Array): boolean {
  return numbers.every((number, index) => number > (index === 0 ? 0 : (numbers[index - 1] ?? 0)));
}
