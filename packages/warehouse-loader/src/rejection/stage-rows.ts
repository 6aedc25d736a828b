import type { RowBatch } from '@wdh/pipeline-core';
import { CopyWriter } from '../copy/copy-writer.js';
import { createStagingTable } from '../copy/staging-table.js';
import type { TableWriter } from '../copy/table-writer.js';
import { mergeStaged } from './merge-staged.js';
import type { StagedLoad } from './staged-load.js';

/** Copies all rows into a staging table; throws for the first refused row. */
export async function stageRows(load: StagedLoad): Promise<TableWriter> {
  const { connection, target, encoder } = load;
  const columns = load.columns.map(({ column }) => column.name);
  const staging = await createStagingTable(connection, target, columns);
  const { table, copyStatement: statement } = staging;
  const copy = new CopyWriter({ connection, encoder, statement, table, columns, isNumbered: true });
  return {
    get dropped() {
      return encoder.dropped;
    },
    get segment() {
      return copy.segment;
    },
    write: (batch: RowBatch<object>) => copy.write(batch),
    flush: () => copy.flush(),
    finish: async () => {
      await copy.flush();
      const refuseNone = (): Promise<void> => Promise.resolve();
      return mergeStaged(load, staging, copy.rowsCopied, refuseNone);
    },
  };
}
