import { csvSource } from '@wdh/file-connector';
import type { RowSource } from '@wdh/pipeline-core';
import type { Job } from '../job.js';
import { sourceColumns, type SourceRecord } from '../wildlife-strikes/columns.js';

/** Opens the file; one that cannot be read fails here, before a database is touched. */
export async function readCsv(job: Job): Promise<RowSource<SourceRecord>> {
  const batchSize = job.settings.dbBatchSize;
  const source = csvSource(job.input, { columns: sourceColumns, batchSize });
  const identity = await source.identify(job.signal);
  job.onIdentified(identity);
  return { identify: () => Promise.resolve(identity), read: (signal) => source.read(signal) };
}
