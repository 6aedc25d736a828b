import { WdhError } from '@wdh/pipeline-core';
import type { ContentKind } from './content-kind.js';

/** Makes the error for a compressed file that does not give back what was put in. */
export function compressionDamaged(path: string, how: string, cause?: unknown): WdhError {
  return new WdhError(
    `${path} ${how}, so what was read of it is not all there was. Fetch or make the file again.`,
    { code: 'COMPRESSION_DAMAGED', category: 'file', cause },
  );
}

/** Makes the error for a file that is not what the option `compression` says. */
export function compressionMismatch(path: string, wanted: string): WdhError {
  return new WdhError(
    `${path} is not compressed with ${wanted}, as the option compression says. Correct the option, or leave it out.`,
    { code: 'COMPRESSION_MISMATCH', category: 'file' },
  );
}

/** Makes the error for a file that is no text, and that cannot be made into one here. */
export function contentNotSupported(path: string, kind: ContentKind): WdhError {
  return new WdhError(`${path} ${advice(kind)}`, {
    code: 'CONTENT_NOT_SUPPORTED',
    category: 'file',
  });
}

const exportSheet = 'Export the sheet to CSV (in Excel: Save As, CSV UTF-8) and read that.';

function advice(kind: ContentKind): string {
  switch (kind) {
    case 'excel':
      return `is an Excel workbook (.xlsx) or another document of Office. ${exportSheet}`;
    case 'opendocument':
      return `is a document of LibreOffice (.ods). ${exportSheet}`;
    case 'excel-97':
      return `is an Excel 97 workbook (.xls), or one with a password. ${exportSheet}`;
    case 'zip':
      return `is a ZIP archive, perhaps an Excel workbook (.xlsx). ${exportSheet} Else unpack it and read the files in it.`;
    case 'tar':
      return 'is a tar archive. Unpack it (tar -xf) and read the files in it; csvSources takes a pattern.';
    case '7z':
    case 'rar':
      return `is an archive (${kind}). Unpack it and read the files in it.`;
    case 'parquet':
    case 'arrow':
    case 'orc':
    case 'avro':
      return `is ${aOrAn(kind)} file. Export it to CSV or JSON Lines and read that.`;
    case 'sqlite':
      return 'is an SQLite database. Export the table to CSV (sqlite3 -csv -header) and read that.';
    case 'html':
      return 'is an HTML page, perhaps the answer of a server that refused the download. Look at it, and fetch the file again.';
    case 'xml':
      return 'is an XML document. Convert it to CSV or JSON Lines and read that.';
    case 'json':
      return 'is JSON, not CSV. Read it with jsonLinesSource, where each line is an object; make such lines of one document with jq -c.';
    case 'pdf':
    case 'rtf':
    case 'png':
      return `is ${kind === 'pdf' ? 'a PDF document' : kind === 'rtf' ? 'an RTF document' : 'a picture (PNG)'}. Ask for the data as CSV.`;
    case 'zstd':
      return `is compressed with zstd, which Node ${process.versions.node} cannot read; 22.15 can. Unpack it, or compress it with gzip.`;
    case 'gzip':
    case 'bzip2':
    case 'xz':
    case 'lz4':
      return `is compressed with ${kind}, which is not read. Unpack it, or compress it with gzip.`;
  }
}

const aOrAn = (kind: 'parquet' | 'arrow' | 'orc' | 'avro'): string =>
  ({ parquet: 'a Parquet', arrow: 'an Arrow', orc: 'an ORC', avro: 'an Avro' })[kind];

/** Makes the error for a compressed file whose content is no text. */
export function innerContentNotSupported(
  path: string,
  compression: string,
  kind: ContentKind,
): WdhError {
  const isAgain = kind === 'gzip' || kind === 'zstd';
  const inside = isAgain
    ? `is compressed twice (${kind} inside of ${compression}). Unpack it once and read that.`
    : advice(kind);
  return new WdhError(
    isAgain
      ? `${path} ${inside}`
      : `${path} is compressed with ${compression}; inside, it ${inside}`,
    { code: 'CONTENT_NOT_SUPPORTED', category: 'file' },
  );
}
