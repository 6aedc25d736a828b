import type { RowBatch } from '@wdh/pipeline-core';
import { CopyWriter } from '../copy/copy-writer.js';
import { createStagingTable } from '../copy/staging-table.js';
import type { TableWriter } from '../copy/table-writer.js';
import type { BringIn } from '../modes/bring-in.js';
import { bringInStaged } from './bring-in-staged.js';
import type { ScreenedModeOptions } from './screened-mode.js';

/** Copies rows into a staging table until all are there; the first one that is refused is thrown. */
export async function stageRows(
  options: ScreenedModeOptions,
  atOnce: BringIn,
): Promise<TableWriter> {
  const { connection, target, encoder } = options;
  const columns = options.columns.map(({ column }) => column.name);
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
      return bringInStaged(options, staging, copy.rowsCopied, atOnce, refuseNone);
    },
  };
}
