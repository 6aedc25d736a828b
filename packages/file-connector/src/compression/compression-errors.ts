import { WdhError } from '@wdh/pipeline-core';
import type { ContentKind } from './content-kind.js';

/** Creates the error for a compressed file that does not decompress completely. */
export function compressionDamaged(path: string, how: string, cause?: unknown): WdhError {
  return new WdhError(
    `${path} ${how}, so its content is incomplete. Download or create the file again.`,
    { code: 'COMPRESSION_DAMAGED', category: 'file', cause },
  );
}

/** Creates the error for a file that contradicts the option `compression`. */
export function compressionMismatch(path: string, wanted: string): WdhError {
  return new WdhError(
    `${path} is not compressed with ${wanted}, as the option compression says. Correct or omit the option.`,
    { code: 'COMPRESSION_MISMATCH', category: 'file' },
  );
}

/** Creates the error for a file that is not text and cannot be converted here. */
export function contentNotSupported(path: string, kind: ContentKind): WdhError {
  return new WdhError(`${path} ${advice(kind)}`, {
    code: 'CONTENT_NOT_SUPPORTED',
    category: 'file',
  });
}

const readSheet =
  'Read it with excelSource. Export the sheet to CSV (in Excel: Save As, CSV UTF-8) where a reader of CSV is needed.';
const exportSheet = 'Export the sheet to CSV (in Excel: Save As, CSV UTF-8) and read that.';

function advice(kind: ContentKind): string {
  switch (kind) {
    case 'excel':
      return `is an Excel workbook (.xlsx) or another Office document. ${readSheet}`;
    case 'opendocument':
      return `is a LibreOffice document (.ods). ${exportSheet}`;
    case 'excel-97':
      return `is an Excel 97 workbook (.xls) or a password-protected workbook. ${exportSheet}`;
    case 'zip':
      return `is a ZIP archive, perhaps an Excel workbook (.xlsx). ${readSheet} Otherwise unpack it and read its files.`;
    case 'tar':
      return 'is a tar archive. Unpack it (tar -xf) and read its files; csvSources accepts a pattern.';
    case '7z':
    case 'rar':
      return `is an archive (${kind}). Unpack it and read its files.`;
    case 'parquet':
    case 'arrow':
    case 'orc':
    case 'avro':
      return `is ${aOrAn(kind)} file. Export it to CSV or JSON Lines and read that.`;
    case 'sqlite':
      return 'is an SQLite database. Export the table to CSV (sqlite3 -csv -header) and read that.';
    case 'html':
      return 'is an HTML page, perhaps an error page of a server. Look at it and download the file again.';
    case 'xml':
      return 'is an XML document. Convert it to CSV or JSON Lines and read that.';
    case 'json':
      return 'is JSON, not CSV. Read it with jsonLinesSource if each line is an object, and with jsonSource if it is a document.';
    case 'pdf':
    case 'rtf':
    case 'png':
      return `is ${kind === 'pdf' ? 'a PDF document' : kind === 'rtf' ? 'an RTF document' : 'a picture (PNG)'}. Ask for the data as CSV.`;
    case 'zstd':
      return `is compressed with zstd, which Node ${process.versions.node} cannot read (22.15 and later can). Decompress it, or compress it with gzip.`;
    case 'gzip':
    case 'bzip2':
    case 'xz':
    case 'lz4':
      return `is compressed with ${kind}, which is not supported. Decompress it, or compress it with gzip.`;
  }
}

const aOrAn = (kind: 'parquet' | 'arrow' | 'orc' | 'avro'): string =>
  ({ parquet: 'a Parquet', arrow: 'an Arrow', orc: 'an ORC', avro: 'an Avro' })[kind];

/** Creates the error for a compressed file whose content is not text. */
export function innerContentNotSupported(
  path: string,
  compression: string,
  kind: ContentKind,
): WdhError {
  const isAgain = kind === 'gzip' || kind === 'zstd';
  const inside = isAgain
    ? `is compressed twice (${kind} inside ${compression}). Decompress it once and read the result.`
    : advice(kind);
  return new WdhError(
    isAgain
      ? `${path} ${inside}`
      : `${path} is compressed with ${compression}; inside, it ${inside}`,
    { code: 'CONTENT_NOT_SUPPORTED', category: 'file' },
  );
}
