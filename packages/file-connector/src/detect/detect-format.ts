import { withHead } from '../bytes/with-head.js';
import { type ContentKind, contentKind, contentKindBytes } from '../compression/content-kind.js';
import type { Compression } from '../compression/decompress.js';
import type { Content, SourceInput } from '../input/content.js';
import type { OriginOptions } from '../input/origin-options.js';
import { detectJson } from '../json/document/detect-json.js';
import { contentOf } from '../resolve/content-of.js';
import { sampleOf } from '../resolve/read-sample.js';

/** A format of files with one record after another, or of workbooks. */
export type FileFormat = 'csv' | 'json' | 'json-lines' | 'excel';

/** Spreadsheets, which `excelSource` reads, or refuses with advice. `zip` is one of unusual order. */
const spreadsheets: readonly (ContentKind | null)[] = ['excel', 'excel-97', 'opendocument', 'zip'];

/**
 * Returns whether a file contains JSON, delimited text or a workbook, by its first bytes, whatever its
 * name: a JSON document for `jsonSource`, or lines with an object on each. Any spreadsheet counts as
 * Excel, whose reader says how to convert it.
 *
 * @throws WdhError the file errors of `csvSource`
 * @example (await detectFormat('events.txt')) === 'json-lines'
 */
export async function detectFormat(
  input: SourceInput,
  options: OriginOptions & { readonly compression?: Compression | undefined } = {},
): Promise<FileFormat> {
  const observed = new ObservedContent(contentOf(input, options));
  const sample = await sampleOf(observed, options.compression).catch((error: unknown) => {
    if (spreadsheets.includes(observed.kind)) return null;
    throw error;
  });
  if (sample === null) return 'excel';
  const text = sample.head
    .subarray(0, 64 * 1024)
    .toString('latin1')
    .replaceAll('\0', '');
  return detectJson(text.replace(/^(?:\xFF\xFE|\xFE\xFF)/, '')) ?? 'csv';
}

/** A content whose kind is noted when it is read. */
class ObservedContent implements Content {
  kind: ContentKind | null = null;
  readonly #content: Content;

  constructor(content: Content) {
    this.#content = content;
  }

  get name(): string {
    return this.#content.name;
  }

  identify(...how: Parameters<Content['identify']>): ReturnType<Content['identify']> {
    return this.#content.identify(...how);
  }

  async *read(...how: Parameters<Content['read']>): ReturnType<Content['read']> {
    let isFirst = true;
    for await (const piece of withHead(this.#content.read(...how), contentKindBytes)) {
      if (isFirst) this.kind = contentKind(piece);
      isFirst = false;
      yield piece;
    }
  }

  close(): Promise<void> {
    return this.#content.close();
  }
}
