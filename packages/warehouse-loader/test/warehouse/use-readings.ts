import type { BoundPipeline } from '@wdh/pipeline-core';
import { keepRow, Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import { beforeEach, expect } from 'vitest';
import type { LoadError } from '../../src/index.js';
import { aftermathOf } from './aftermath.js';
import { canary, leaksOf } from './leaks-of.js';
import { ledgerFaults } from './ledger-faults.js';
import { memorySource } from './memory-source.js';
import type { Warehouse } from './use-warehouse.js';

/** A row of table `readings`; its note holds the canary. */
export interface Reading {
  readonly id: number;
  readonly note: string;
}

/** How the records of a run are passed on, and how long their notes are. */
export type ReadingOptions = NonNullable<Parameters<typeof memorySource>[1]> & {
  /** In characters. Default 40. */
  readonly noteLength?: number;
  /** Whether the last record comes first. Default false. */
  readonly isDescending?: boolean;
};

/** The target of faults: table `readings`, empty before each test, and its rows. */
export interface Readings {
  /** A run of that many records, numbered from 1, of which the pipeline rejects every tenth. */
  bound(count: number, options?: ReadingOptions): BoundPipeline<Reading>;
  /** Every record of one run is accounted for, in the table or rejected, and in the run's record. */
  expectLoaded(count: number, attempts?: number): Promise<void>;
  /** Expects that nothing was loaded, and that the one run has that status. */
  expectNothing(error: LoadError, attempts?: number): Promise<void>;
}

const pipeline = new Pipeline<Reading>('readings', {
  stopOnError: false,
  errorThreshold: 1,
}).addStep(
  rowStep('tenth', (row) =>
    row.id % 10 === 0 ? rejectRow({ code: 'TENTH', message: 'another number' }) : keepRow(row),
  ),
);

/** Records with the numbers 1 to `count`. */
export function readingsOf(count: number, noteLength = 40): readonly Reading[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    note: `${canary} ${index + 1} `.padEnd(noteLength, 'x'),
  }));
}

/** Makes {@link Readings} in the database of a test file. */
export function useReadings(warehouse: Warehouse): Readings {
  beforeEach(async () => {
    const { sql } = warehouse;
    await sql`drop table if exists readings`;
    await sql`create table readings (id int primary key, note text not null)`;
    await sql`delete from pipeline_executions`;
  });
  const expectAccount = async (): Promise<void> => {
    expect(await ledgerFaults(warehouse.sql)).toEqual([]);
    expect(leaksOf(new Error('none'), warehouse.logger)).toEqual([]);
  };
  return {
    bound: (count, { noteLength, isDescending = false, ...options } = {}) => {
      const rows = readingsOf(count, noteLength);
      const source = memorySource(isDescending ? rows.toReversed() : rows, {
        batchSize: 500,
        ...options,
      });
      return pipeline.bind(source);
    },
    expectLoaded: async (count, attempts = 1) => {
      const { sql } = warehouse;
      const rejected = Math.floor(count / 10);
      const left = await aftermathOf(warehouse, 'readings');
      expect(left).toMatchObject({ rows: count - rejected, runs: ['success'], rejected });
      expect(left.sessions).toEqual([]);
      const [found] = await sql`select sum(id)::text as sum from readings`;
      const numbers = readingsOf(count).map(({ id }) => id);
      const sum = numbers.reduce((total, id) => (id % 10 === 0 ? total : total + id), 0);
      expect(found).toEqual({ sum: String(sum) });
      expect(await sql`select attempts, rows_input::int from pipeline_executions`).toEqual([
        { attempts, rows_input: count },
      ]);
      await expectAccount();
    },
    expectNothing: async (error, attempts = 1) => {
      expect(leaksOf(error, warehouse.logger)).toEqual([]);
      const left = await aftermathOf(warehouse, 'readings');
      expect(left).toMatchObject({ rows: 0, runs: [`failed ${error.code}`], metrics: 0 });
      expect(left.sessions).toEqual([]);
      expect(await warehouse.sql`select attempts from pipeline_executions`).toEqual([{ attempts }]);
      await expectAccount();
    },
  };
}
