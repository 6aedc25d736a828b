import { rowSource } from '@wdh/pipeline-core';
import type { JobSource } from './job-source.js';

/**
 * Declares that a job takes rows in memory, or from a function that opens them again for each
 * reading. Such rows have no content hash: the same rows are loaded again by each run.
 *
 * @param name - What the record of a run calls the input.
 */
export function rows<Row extends object>(
  name: string,
  open: () => AsyncIterable<Row> | Iterable<Row>,
): JobSource<Row> {
  return { example: name, open: (input) => rowSource(input, open) };
}
