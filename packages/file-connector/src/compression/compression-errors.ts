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

function advice(kind: ContentKind): string {
  switch (kind) {
    case 'zip':
      return 'is an Excel workbook (.xlsx) or another ZIP archive. Export the sheet to CSV (in Excel: Save As, CSV UTF-8), or unpack the archive, and read that.';
    case 'excel-97':
      return 'is an Excel 97 workbook (.xls). Export the sheet to CSV (in Excel: Save As, CSV UTF-8) and read that.';
    case 'parquet':
      return 'is a Parquet file. Export it to CSV or JSON Lines and read that.';
    case 'zstd':
      return `is compressed with zstd, which Node ${process.versions.node} cannot read; 22.15 can. Unpack it, or compress it with gzip.`;
    case 'gzip':
    case 'bzip2':
    case 'xz':
      return `is compressed with ${kind}, which is not read. Unpack it, or compress it with gzip.`;
  }
}
