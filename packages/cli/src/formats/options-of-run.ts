import type { ReadProgress, ReadStatistics } from '@wdh/file-connector';
import type { OpenOptions } from '@wdh/job';

/** The options of a reader that come from the run. */
interface OptionsOfRun extends Pick<OpenOptions, 'batchSize' | 'encoding'> {
  readonly maxConsecutiveMalformed: number | undefined;
  readonly onProgress: (progress: ReadProgress) => void;
}

/** Returns the options of a reader that come from the run. */
export function optionsOfRun(how: OpenOptions, statistics: () => ReadStatistics): OptionsOfRun {
  return {
    batchSize: how.batchSize,
    encoding: how.encoding,
    maxConsecutiveMalformed: how.acceptsAnyMalformed === true ? Infinity : undefined,
    onProgress: (progress: ReadProgress) => how.onProgress?.(progress, statistics()),
  };
}
