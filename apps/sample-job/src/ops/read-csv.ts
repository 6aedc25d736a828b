import { csvSource, type ReadProgress } from '@wdh/file-connector';
import type { RowSource } from '@wdh/pipeline-core';
import type { Job } from '../job.js';
import { sourceColumns as columns, type SourceRecord } from '../wildlife-strikes/columns.js';

/** Opens the file, once the run is recorded: a file that cannot be read leaves a failed run. */
export async function readCsv(job: Job): Promise<RowSource<SourceRecord>> {
  const { input, encoding, errorThreshold, settings, signal } = job;
  const batchSize = settings.dbBatchSize;
  const onProgress = (progress: ReadProgress): void => job.onRead(progress, source.statistics);
  // A threshold of 1 accepts any number of rejected rows, so consecutive ones are not limited.
  const maxConsecutiveMalformed = errorThreshold === 1 ? Infinity : undefined;
  const source = csvSource(input, {
    columns,
    batchSize,
    encoding,
    maxConsecutiveMalformed,
    onProgress,
  });
  const identity = await source.identify(signal);
  job.onIdentified(identity);
  return { identify: () => Promise.resolve(identity), read: (again) => source.read(again) };
}
