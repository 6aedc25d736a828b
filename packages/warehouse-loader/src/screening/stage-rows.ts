import type { RowBatch } from '@wdh/pipeline-core';
import type { BringIn } from '../staging/bring-in.js';
import { createStagingTable } from '../staging/staging-table.js';
import { CopyWriter } from '../write/copy-writer.js';
import type { TableWriter } from '../write/table-writer.js';
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
