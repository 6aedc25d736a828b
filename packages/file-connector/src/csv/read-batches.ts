import type { RowBatch } from '@wdh/pipeline-core';
import type { TextPiece } from '../encoding/decoded-text.js';
import { withHeadText } from '../encoding/with-head-text.js';
import { type CsvRow, namedRows, type RowKind } from '../rows/row-factory.js';
import type { ReadTally } from '../tally/read-tally.js';
import { separatorLineLength } from './dialect/separator-line.js';
import { RecordSplitter } from './records/record-splitter.js';
import { BatchAssembler } from './rows/batch-assembler.js';
import { type ReadBatchesOptions, settledOptions } from './settled-options.js';

/**
 * Reads CSV from text that arrives in arbitrary pieces: splits it into records, parses them, and
 * yields batches of rows. Holds one piece, one incomplete record and one batch at a time.
 */
export function readBatches(
  pieces: AsyncIterable<TextPiece>,
  options: ReadBatchesOptions,
  tally: ReadTally,
): AsyncGenerator<RowBatch<CsvRow>> {
  return readBatchesOf(pieces, options, tally, namedRows);
}

/** Reads CSV as {@link readBatches} does, to rows of another kind. */
export async function* readBatchesOf<Row extends object>(
  pieces: AsyncIterable<TextPiece>,
  options: ReadBatchesOptions,
  tally: ReadTally,
  kind: RowKind<Row>,
): AsyncGenerator<RowBatch<Row>> {
  let reading: Reading<Row> | null = null;
  for await (const piece of withHeadText(pieces, separatorLineLength)) {
    const { text, isLast, encoding, hasSeenUndecodable } = piece;
    reading ??= startReading(settledOptions(text, options), tally, kind);
    const { splitter, assembler } = reading;
    yield* assembler.take(splitter.split(text, isLast), encoding, hasSeenUndecodable);
  }
  if (reading !== null) yield* reading.assembler.end();
}

interface Reading<Row extends object> {
  readonly splitter: RecordSplitter;
  readonly assembler: BatchAssembler<Row>;
}

function startReading<Row extends object>(
  options: ReadBatchesOptions,
  tally: ReadTally,
  kind: RowKind<Row>,
): Reading<Row> {
  return {
    splitter: new RecordSplitter(options, tally),
    assembler: new BatchAssembler(options, tally, kind),
  };
}
