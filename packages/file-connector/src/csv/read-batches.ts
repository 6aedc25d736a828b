import type { RowBatch } from '@wdh/pipeline-core';
import type { TextPiece } from '../encoding/decoded-text.js';
import { withHeadText } from '../encoding/with-head-text.js';
import { separatorLineLength } from './dialect/separator-line.js';
import type { ReadTally } from './read-tally.js';
import { RecordSplitter } from './records/record-splitter.js';
import { BatchAssembler, type CsvRow } from './rows/batch-assembler.js';
import { type ReadBatchesOptions, settledOptions } from './settled-options.js';

/**
 * Reads CSV from text that arrives in arbitrary pieces: splits it into records, parses them, and
 * yields batches of rows. Holds one piece, one incomplete record and one batch at a time.
 */
export async function* readBatches(
  pieces: AsyncIterable<TextPiece>,
  options: ReadBatchesOptions,
  tally: ReadTally,
): AsyncGenerator<RowBatch<CsvRow>> {
  let reading: { splitter: RecordSplitter; assembler: BatchAssembler } | null = null;
  for await (const piece of withHeadText(pieces, separatorLineLength)) {
    const { text, isLast, encoding, hasSeenUndecodable } = piece;
    reading ??= startReading(settledOptions(text, options), tally);
    const { splitter, assembler } = reading;
    yield* assembler.take(splitter.split(text, isLast), encoding, hasSeenUndecodable);
  }
  if (reading !== null) yield* reading.assembler.end();
}

function startReading(
  options: ReadBatchesOptions,
  tally: ReadTally,
): { splitter: RecordSplitter; assembler: BatchAssembler } {
  return {
    splitter: new RecordSplitter(options, tally),
    assembler: new BatchAssembler(options, tally),
  };
}
