import type { RowBatch } from '@wdh/pipeline-core';
import type { TextPiece } from '../encoding/decoded-text.js';
import type { ReadTally } from './read-tally.js';
import { RecordSplitter, type RecordSplitterOptions } from './records/record-splitter.js';
import { BatchAssembler, type BatchAssemblerOptions, type CsvRow } from './rows/batch-assembler.js';

/** How {@link readBatches} reads. */
export type ReadBatchesOptions = BatchAssemblerOptions & RecordSplitterOptions;

/**
 * Reads CSV from text that arrives in pieces, cut anywhere: splits it into records, parses, and
 * yields batches of rows. Holds one piece, one unfinished record and one batch at a time.
 */
export async function* readBatches(
  pieces: AsyncIterable<TextPiece>,
  options: ReadBatchesOptions,
  tally: ReadTally,
): AsyncGenerator<RowBatch<CsvRow>> {
  const splitter = new RecordSplitter(options, tally);
  const assembler = new BatchAssembler(options, tally);
  for await (const { text, isLast, encoding, hasSeenUndecodable } of pieces) {
    yield* assembler.take(splitter.split(text, isLast), encoding, hasSeenUndecodable);
  }
  yield* assembler.end();
}
