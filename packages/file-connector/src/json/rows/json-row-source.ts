import type { RowBatch, RowSource } from '@wdh/pipeline-core';
import type { TextPiece } from '../../encoding/decoded-text.js';
import type { SourceInput } from '../../input/content.js';
import type { InputOptions } from '../../input/input-options.js';
import { textInput } from '../../resolve/text-input.js';
import { type ReadStatistics, ReadTally } from '../../tally/read-tally.js';
import type { JsonRow } from '../values/json-object.js';

/** Rows of JSON, with line counts. */
export interface JsonRowSource extends RowSource<JsonRow> {
  /** Counts of the latest `read` so far; final once its last batch has been consumed. */
  readonly statistics: ReadStatistics;
}

/** Reads the text of an input named `path` to batches of rows. */
export type ReadRows = (
  pieces: AsyncIterable<TextPiece>,
  path: string,
  tally: ReadTally,
) => AsyncGenerator<RowBatch<JsonRow>>;

/**
 * Creates the source of an input whose text is read by `readRows`.
 *
 * @param optionsSha256 - Hash of the options that decide which rows the input yields.
 */
export function jsonRowSource(
  input: SourceInput,
  options: InputOptions,
  optionsSha256: string,
  readRows: ReadRows,
): JsonRowSource {
  const text = textInput(input, options);
  let tally = new ReadTally();
  return {
    identify: async (signal) => ({ ...(await text.identify(signal)), optionsSha256 }),
    identifyLater: async (signal) => {
      const identity = await text.identifyLater(signal);
      return identity && { ...identity, optionsSha256 };
    },
    read: (signal) => {
      const counts = new ReadTally();
      tally = counts;
      const pieces = text.read((bytesRead) => {
        counts.bytesRead = bytesRead;
      }, signal);
      return readRows(pieces, text.name, counts);
    },
    get statistics() {
      return tally.snapshot();
    },
    close: () => text.close(),
  };
}
