import type { RowBatch } from '@wdh/pipeline-core';
import type { TextPiece } from '../encoding/decoded-text.js';
import type { SourceInput } from '../input/content.js';
import {
  completeJsonOptions,
  jsonOptionNames,
  type JsonOptions,
  jsonOptionsHash,
  type JsonSettings,
} from '../json/rows/json-options.js';
import { JsonRecordReader } from '../json/rows/json-record-reader.js';
import { type JsonRowSource, jsonRowSource } from '../json/rows/json-row-source.js';
import type { JsonRow } from '../json/values/json-object.js';
import { expectKnownOptions } from '../names/option-names.js';
import type { ReadTally } from '../tally/read-tally.js';
import { DocumentGuard } from './document-guard.js';
import { LineSplitter, type TextLine } from './line-splitter.js';

/** Options of {@link jsonLinesSource}. */
export type JsonLinesOptions = JsonOptions;

/** Rows of a JSON Lines file, with line counts. */
export type JsonLinesSource = JsonRowSource;

/**
 * Reads JSON Lines, one object per line, as batches of rows with record and line numbers. Has the
 * same guarantees as `csvSource`: memory stays bounded, only the malformed lines are rejected, and
 * no value is rounded, dropped or invented.
 *
 * @throws WdhError `INVALID_OPTION` (usage) at once; on reading the file errors of `csvSource`,
 * `TOO_MANY_MALFORMED`, and `NOT_JSON_LINES` (data) for a file that is one JSON document
 * @see https://jsonlines.org
 * @example
 * for await (const { rows, rejected } of jsonLinesSource('events.jsonl.gz').read()) { }
 */
export function jsonLinesSource(
  input: SourceInput,
  options: JsonLinesOptions = {},
): JsonLinesSource {
  expectKnownOptions('jsonLinesSource', options, jsonOptionNames);
  const settings = completeJsonOptions(options, 'jsonLinesSource');
  return jsonRowSource(input, options, jsonOptionsHash(options), (pieces, path, tally) =>
    readRows(pieces, { path, ...settings }, tally),
  );
}

async function* readRows(
  pieces: AsyncIterable<TextPiece>,
  settings: JsonSettings,
  tally: ReadTally,
): AsyncGenerator<RowBatch<JsonRow>> {
  const splitter = new LineSplitter(settings.maxRecordBytes);
  const records = new JsonRecordReader(settings, tally, 'line');
  const guard = new DocumentGuard(settings.path);
  for await (const { text, isLast, encoding } of pieces) {
    for (const found of splitter.split(text, isLast)) {
      tally.lines += 1;
      const line = withoutMark(found, tally);
      const isBlank = line.text.trim() === '';
      tally.addLines(isBlank ? 'blankLines' : 'recordLines', 1);
      if (isBlank) continue;
      guard.expectLine(line.text, records.add(line, encoding));
      if (records.isFull) yield records.take();
    }
  }
  guard.expectEnd();
  if (!records.isEmpty) yield records.take();
}

/** A byte order mark within a file comes from an appended file, and is not part of the line. */
function withoutMark(line: TextLine, tally: ReadTally): TextLine {
  if (!line.text.startsWith('\uFEFF')) return line;
  const text = line.text.replace(/^\uFEFF+/, '');
  tally.byteOrderMarks += line.text.length - text.length;
  return { ...line, text };
}
