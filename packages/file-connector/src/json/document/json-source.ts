import type { RowBatch } from '@wdh/pipeline-core';
import type { TextPiece } from '../../encoding/decoded-text.js';
import type { SourceInput } from '../../input/content.js';
import { expectKnownOptions } from '../../names/option-names.js';
import type { ReadTally } from '../../tally/read-tally.js';
import { parseJsonPath } from '../paths/json-path.js';
import {
  completeJsonOptions,
  invalidJsonOption,
  jsonOptionNames,
  type JsonOptions,
  jsonOptionsHash,
  type JsonSettings,
} from '../rows/json-options.js';
import { JsonRecordReader, type MalformedJsonCode } from '../rows/json-record-reader.js';
import { type JsonRowSource, jsonRowSource } from '../rows/json-row-source.js';
import type { JsonRow } from '../values/json-object.js';
import { checkValue } from './check-value.js';
import { documentInvalid } from './document-errors.js';
import { DocumentLines } from './document-lines.js';
import { type DocumentRules, DocumentSplitter } from './document-splitter.js';

/** Options of {@link jsonSource}. */
export interface JsonSourceOptions extends JsonOptions {
  /**
   * The path to the records, such as `data.items` or `results[0].rows`: an array of objects, or one
   * object. A backslash before a character takes it as it is, as in `a\.b` for a property named
   * `a.b`. Every document must have it. Default: the document itself.
   */
  readonly at?: string | undefined;
}

/** Rows of JSON documents, with line counts. */
export type JsonSource = JsonRowSource;

/**
 * Reads a JSON document of any size as batches of rows: an array of objects, also within the
 * document, or one object, which is one row; likewise several documents after each other. Has the
 * same guarantees as `jsonLinesSource`: memory stays bounded, and no value is rounded, dropped or
 * invented.
 *
 * An element other than an object, or with a fault that JSON allows, is rejected alone. Text that is
 * not JSON is an error, since it is not certain where the next record begins.
 *
 * In `statistics`, a line with a part of a record is a record line; another line that is not blank is
 * a skipped one.
 *
 * @throws WdhError `INVALID_OPTION` (usage) at once; on reading the file errors of `csvSource`,
 * `TOO_MANY_MALFORMED`, `JSON_DOCUMENT_INVALID`, `JSON_DOCUMENT_INCOMPLETE` and `JSON_PATH_MISSING`
 * (data)
 * @see https://www.rfc-editor.org/rfc/rfc8259
 * @example
 * for await (const { rows } of jsonSource('orders.json', { at: 'data.items' }).read()) { }
 */
export function jsonSource(input: SourceInput, options: JsonSourceOptions = {}): JsonSource {
  expectKnownOptions('jsonSource', options, { ...jsonOptionNames, at: true });
  const settings = completeJsonOptions(options, 'jsonSource');
  const at = recordsAt(options.at);
  const hash = jsonOptionsHash(options, { at: at?.steps });
  return jsonRowSource(input, options, hash, (pieces, path, tally) => {
    const { maxRecordBytes } = settings;
    return readRows(pieces, { path, ...settings }, { path, maxRecordBytes, at }, tally);
  });
}

/** Faults of a text that may not be JSON. That of a too large record was checked before. */
const mayBeNoJson = new Set<MalformedJsonCode>(['INVALID_JSON', 'INVALID_ENCODING', 'NUL_BYTE']);

async function* readRows(
  pieces: AsyncIterable<TextPiece>,
  settings: JsonSettings,
  rules: DocumentRules,
  tally: ReadTally,
): AsyncGenerator<RowBatch<JsonRow>> {
  const { path } = settings;
  const splitter = new DocumentSplitter(rules, new DocumentLines(tally));
  const records = new JsonRecordReader(settings, tally, 'record', (record, code) => {
    if (!mayBeNoJson.has(code)) return;
    checkValue(path, record);
    if (code !== 'INVALID_JSON') return;
    const { lineNumber, column = 1 } = record;
    throw documentInvalid({ path, lineNumber, column }, 'expected a value');
  });
  for await (const { text, isLast, encoding } of pieces) {
    for (const record of splitter.split(text, isLast)) {
      records.add(record, encoding);
      if (records.isFull) yield records.take();
    }
  }
  if (!records.isEmpty) yield records.take();
}

function recordsAt(at: string | undefined): DocumentRules['at'] {
  if (at === undefined) return null;
  const steps = parseJsonPath(at);
  if (steps !== null) return { text: at, steps };
  throw invalidJsonOption(
    'jsonSource',
    'at must be a path such as data.items or results[0].rows, with a backslash before a dot or a bracket in a name',
  );
}
