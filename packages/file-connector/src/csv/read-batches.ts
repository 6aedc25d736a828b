import type { RowBatch } from '@wdh/pipeline-core';
import { Utf8Decoder } from '../encoding/utf8-decoder.js';
import type { ReadTally } from './read-tally.js';
import { RecordSplitter, type RecordSplitterOptions } from './records/record-splitter.js';
import { BatchAssembler, type BatchAssemblerOptions, type CsvRow } from './rows/batch-assembler.js';

/** How {@link readBatches} reads. */
export type ReadBatchesOptions = BatchAssemblerOptions & RecordSplitterOptions;

/**
 * Reads CSV from bytes that arrive in pieces, cut anywhere: decodes, splits into records, parses,
 * and yields batches of rows. Holds one piece, one unfinished record and one batch at a time.
 */
export async function* readBatches(
  pieces: AsyncIterable<Buffer>,
  options: ReadBatchesOptions,
  tally: ReadTally,
): AsyncGenerator<RowBatch<CsvRow>> {
  const decoder = new Utf8Decoder();
  const splitter = new RecordSplitter(options, tally);
  const assembler = new BatchAssembler(options, tally);
  for await (const piece of pieces) {
    const found = splitter.split(decoder.decode(piece), false);
    yield* assembler.take(found, 'utf-8', decoder.hasSeenUndecodable);
  }
  const rest = splitter.split(decoder.end(), true);
  yield* assembler.take(rest, 'utf-8', decoder.hasSeenUndecodable);
  yield* assembler.end();
}
