/**
 * A record of a source: `good`; `odd`, which the pipeline rejects; `extra`, which it filters; and
 * two that only the table refuses: `text` for its type, `large` for its check.
 */
export interface ModelRecord {
  readonly kind: 'good' | 'odd' | 'extra' | 'text' | 'large';
  readonly id: number;
  readonly amount: number;
}

/** One load of the model. */
export interface ModelLoad {
  readonly records: readonly ModelRecord[];
  readonly mode: 'append' | 'upsert' | 'insert_new' | 'replace';
  readonly onRefusal: 'fail' | 'reject';
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** The outcomes of the records of a run that does not fail. */
export interface ModelCounts {
  readonly read: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly superseded: number;
  readonly rejected: number;
  readonly filtered: number;
}

/** How a run is to end; null where its record says `failed`, whose counts depend on the moment. */
export interface ModelRun {
  readonly status: 'success' | 'skipped' | 'rehearsed' | 'failed' | 'running' | 'abandoned';
  readonly counts: ModelCounts | null;
}

type Table = ReadonlyMap<number, number>;

interface Written {
  readonly table: Table;
  readonly counts: ModelCounts;
}

const nothing: ModelCounts = {
  read: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  superseded: 0,
  rejected: 0,
  filtered: 0,
};

/** What the target and its record are to hold, in plain memory. */
export class LoadModel {
  table: Table = new Map();
  readonly runs: ModelRun[] = [];
  readonly #loaded = new Set<string>();

  /** Content of the sources so far, to be loaded again. */
  readonly sources: (readonly ModelRecord[])[] = [];

  /** How a load ends when nothing is in its way. */
  expect(load: ModelLoad): ModelRun & { readonly table: Table } {
    const { table } = this;
    if (this.#loaded.has(JSON.stringify(load.records)) && !load.force) {
      return { status: 'skipped', counts: nothing, table };
    }
    const written = write(table, load);
    if (written === null) return { status: 'failed', counts: null, table };
    if (load.dryRun) return { status: 'rehearsed', counts: written.counts, table };
    return { status: 'success', ...written };
  }

  /** Applies the outcome of a load. */
  apply(load: ModelLoad, ended: ModelRun & { readonly table: Table }): void {
    this.runs.push({ status: ended.status, counts: ended.counts });
    this.table = ended.table;
    this.sources.push(load.records);
    if (ended.status === 'success') this.#loaded.add(JSON.stringify(load.records));
  }

  /** Another run starts, and detects dead runs with the status running. */
  start(): void {
    for (const [index, { status }] of this.runs.entries()) {
      if (status === 'running') this.runs[index] = { status: 'abandoned', counts: null };
    }
  }
}

/** Null where a row is refused that fails the load, or a replace would empty the table. */
function write(before: Table, { records, mode, onRefusal }: ModelLoad): Written | null {
  const table = new Map(mode === 'replace' ? [] : before);
  const counts = { ...nothing, read: records.length };
  const hasKeys = mode === 'upsert' || mode === 'insert_new';
  const last = new Map<number, ModelRecord>();
  for (const record of records) {
    const { kind, id, amount } = record;
    if (kind === 'odd') counts.rejected += 1;
    else if (kind === 'extra') counts.filtered += 1;
    else if (kind !== 'good' || (!hasKeys && table.has(id))) {
      if (onRefusal === 'fail') return null;
      counts.rejected += 1;
    } else if (hasKeys) {
      if (last.has(id)) counts.superseded += 1;
      last.set(id, record);
    } else {
      table.set(id, amount);
      counts.inserted += 1;
    }
  }
  for (const { id, amount } of last.values()) {
    const old = table.get(id);
    if (old === undefined) counts.inserted += 1;
    else if (old === amount || mode === 'insert_new') counts.unchanged += 1;
    else counts.updated += 1;
    if (old === undefined || mode === 'upsert') table.set(id, amount);
  }
  return mode === 'replace' && counts.inserted === 0 ? null : { table, counts };
}
