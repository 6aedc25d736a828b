import type { RowBatch } from '@wdh/pipeline-core';
import { Utf8Decoder } from '../encoding/utf8-decoder.js';
import { BatchAssembler, type BatchAssemblerOptions } from './rows/batch-assembler.js';
import { RecordSplitter, type RecordSplitterOptions } from './records/record-splitter.js';

/**
 * Reads CSV from bytes that arrive in pieces, cut anywhere: decodes, splits into records, parses,
 * and yields batches of rows. Holds one piece, one unfinished record and one batch at a time.
 */
export async function* readBatches(
  pieces: AsyncIterable<Buffer>,
  options: BatchAssemblerOptions & RecordSplitterOptions,
): AsyncGenerator<RowBatch<Record<string, string>>> {
  const decoder = new Utf8Decoder();
  const splitter = new RecordSplitter(options);
  const assembler = new BatchAssembler(options);
  for await (const piece of pieces) {
    const found = splitter.split(decoder.decode(piece), false);
    yield* assembler.take(found, decoder.hasSeenUndecodable);
  }
  const rest = splitter.split(decoder.end(), true);
  yield* assembler.take(rest, decoder.hasSeenUndecodable);
  yield* assembler.end();
}
