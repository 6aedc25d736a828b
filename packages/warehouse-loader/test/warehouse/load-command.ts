import {
  call,
  cut,
  FiringRecord,
  lostReply,
  type NetworkFault,
  NetworkProxy,
  onConnectionOf,
  onReply,
  onStatement,
  refusal,
  type Trigger,
} from '@wdh/fault-injection';
import { filterRow, keepRow, Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import type fc from 'fast-check';
import { expect } from 'vitest';
import { LoadError, type WarehouseLoader } from '../../src/index.js';
import { aftermathOf } from './aftermath.js';
import { ledgerFaults } from './ledger-faults.js';
import type { LoadModel, ModelLoad, ModelRecord, ModelRun } from './load-model.js';
import { memorySource } from './memory-source.js';
import type { Warehouse } from './use-warehouse.js';

/**
 * What happens to a load: its connection is cut at its beginning, at a write, at COMMIT or at the
 * reply to it; its source throws; or its machine disappears at one of these moments, permanently.
 */
export type ModelFault =
  'none' | 'source' | `${'cut' | 'vanish'} at ${'begin' | 'write' | 'commit' | 'reply'}`;

/** One load, with its fault. */
export interface ModelStep extends Omit<ModelLoad, 'records'> {
  /** New records; or, by number, those of an earlier source. */
  readonly records: readonly ModelRecord[] | number;
  readonly fault: ModelFault;
  readonly isPatient: boolean;
}

/** How often each fault happened, over all sequences. */
export type FaultTally = Map<ModelFault, number>;

const pipeline = new Pipeline<ModelRecord>('model', {
  stopOnError: false,
  errorThreshold: 1,
}).addStep(
  rowStep('kinds', ({ kind, id, amount }) => {
    if (kind === 'odd') return rejectRow({ code: 'ODD', message: 'an even number' });
    if (kind === 'extra') return filterRow();
    return keepRow({ id, amount: kind === 'text' ? 'many' : kind === 'large' ? 5_000 : amount });
  }),
);

const isOfLoad = onStatement(/^begin isolation/);
const moments: Readonly<Record<string, Trigger>> = {
  begin: isOfLoad,
  write: onConnectionOf(isOfLoad, onStatement(/^\0?(?:copy|insert|with)/i)),
  commit: onConnectionOf(isOfLoad, onStatement(/^commit/i)),
  reply: onConnectionOf(isOfLoad, onReply('COMMIT')),
};

/** A load that is done to the database and to the model, after which both must agree. */
export class LoadCommand implements fc.AsyncCommand<LoadModel, Warehouse> {
  readonly #step: ModelStep;
  readonly #tally: FaultTally;

  constructor(step: ModelStep, tally: FaultTally) {
    this.#step = step;
    this.#tally = tally;
  }

  check(model: Readonly<LoadModel>): boolean {
    return typeof this.#step.records !== 'number' || model.sources.length > 0;
  }

  toString(): string {
    return JSON.stringify(this.#step);
  }

  async run(model: LoadModel, warehouse: Warehouse): Promise<void> {
    const { fault } = this.#step;
    const load = this.#load(model);
    await using proxy = await NetworkProxy.start(warehouse.url);
    const thrown = new FiringRecord('a source that throws');
    const [kind, , moment = ''] = fault.split(' ');
    const when = moments[moment];
    const injected = when === undefined ? null : injectAt(proxy, kind ?? '', moment, when);
    const outcome = await this.#execute(
      load,
      warehouse.newLoader({ connectionUrl: proxy.url }),
      thrown,
    );
    const hasFired = thrown.firedCount + (injected?.firedCount ?? 0) > 0;
    if (hasFired) this.#tally.set(fault, (this.#tally.get(fault) ?? 0) + 1);
    model.start();
    const ended = this.#endOf(model, load, hasFired);
    model.apply(load, ended);
    expect(outcome).toEqual(hasFired && kind === 'vanish' ? 'connection' : outcomeOf(ended));
    await expectAgreement(model, warehouse);
  }

  #load(model: LoadModel): ModelLoad {
    const { records, ...load } = this.#step;
    const { sources } = model;
    const found = typeof records === 'number' ? sources[records % sources.length] : records;
    return { ...load, records: found ?? [] };
  }

  /** Returns the outcome of the load: its status, or the category of its error. */
  async #execute(load: ModelLoad, loader: WarehouseLoader, thrown: FiringRecord): Promise<string> {
    const { fault, isPatient } = this.#step;
    const { records, ...options } = load;
    const source = memorySource(records, { batchSize: 3 });
    const bound = pipeline.bind({
      identify: () => source.identify(),
      read: () => endedBy(source.read(), fault === 'source' ? thrown : null),
    });
    const retry = { maxAttempts: 2, backoffMs: 1, jitter: false };
    const common = { into: 'items', upsertKeys: ['id'], errorThreshold: 1 } as const;
    try {
      const report = await loader.loadPipeline(bound, {
        ...common,
        ...options,
        ...(isPatient ? { retry } : {}),
      });
      return report.status;
    } catch (error) {
      if (error instanceof LoadError) return error.category;
      throw error;
    }
  }

  /** What a fault changes of how the load ends. */
  #endOf(model: LoadModel, load: ModelLoad, hasFired: boolean): ReturnType<LoadModel['expect']> {
    const { fault, isPatient } = this.#step;
    const undisturbed = model.expect(load);
    const failed = { status: 'failed', counts: null, table: model.table } as const;
    if (!hasFired) return undisturbed;
    if (fault === 'source') return failed;
    if (fault.endsWith('reply')) return undisturbed;
    if (fault.startsWith('vanish')) return { ...failed, status: 'running' };
    return isPatient ? undisturbed : failed;
  }
}

/** Passes batches on; throws at the end if `thrown` is set. */
async function* endedBy<Batch>(batches: AsyncIterable<Batch>, thrown: FiringRecord | null) {
  yield* batches;
  if (thrown === null) return;
  thrown.fire();
  throw new TypeError('no more');
}

/** Cuts the connection once; or all connections, and those to come as well. */
function injectAt(proxy: NetworkProxy, kind: string, moment: string, when: Trigger) {
  const vanish = call(when, () => {
    proxy.inject(refusal());
    proxy.cut();
  });
  const fault: NetworkFault =
    kind === 'vanish' ? vanish : moment === 'reply' ? lostReply('cut', when) : cut(when);
  return proxy.inject(fault, { times: 1 });
}

const outcomeOf = ({ status }: ModelRun): unknown =>
  status === 'failed'
    ? (expect.stringMatching(/^(?:data|connection|internal)$/) as unknown)
    : status;

async function expectAgreement(model: LoadModel, warehouse: Warehouse): Promise<void> {
  const { sql } = warehouse;
  expect((await aftermathOf(warehouse, 'items')).sessions).toEqual([]);
  const rows = await sql<{ id: number; amount: number }[]>`
    select id, amount::float8 as amount from items order by id`;
  const table = [...model.table].toSorted(([a], [b]) => a - b);
  expect(rows.map(({ id, amount }) => [id, amount])).toEqual(table);
  const runs = await sql`
    select status, case when status in ('success', 'skipped', 'rehearsed') then json_build_object(
      'read', rows_input, 'inserted', rows_inserted, 'updated', rows_updated,
      'unchanged', rows_unchanged, 'superseded', rows_superseded, 'rejected', rows_failed,
      'filtered', rows_filtered) end as counts
    from pipeline_executions order by started_at, created_at`;
  expect([...runs]).toEqual(model.runs);
  expect(await ledgerFaults(sql)).toEqual([]);
}
