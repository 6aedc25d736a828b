import { contentNotSupported } from '../../compression/compression-errors.js';
import { type ContentKind, contentKind, contentKindBytes } from '../../compression/content-kind.js';
import type { SpoolFile } from '../../spool/spool-file.js';
import { notReadable } from './workbook-errors.js';

/** The names of streams in a compound file, as it stores them. */
const encrypted = Buffer.from('EncryptedPackage', 'utf16le');
const biff = [Buffer.from('Workbook', 'utf16le'), Buffer.from('Book\0', 'utf16le')];

const saveAs =
  'Open it in Excel or LibreOffice and save it as .xlsx, or convert it: soffice --headless --convert-to xlsx FILE.';

/**
 * Refuses a file that is not a ZIP archive, with advice for the other formats of spreadsheets.
 *
 * @throws WdhError `CONTENT_NOT_SUPPORTED` (file)
 */
export async function expectWorkbookContent(copy: SpoolFile, input: string): Promise<void> {
  const kind = contentKind(await headOf(copy));
  if (kind === 'excel' || kind === 'zip') return;
  if (kind === 'excel-97') throw notReadable(input, await adviceForCompoundFile(copy));
  if (kind === 'opendocument')
    throw notReadable(input, `is an OpenDocument file (.ods). ${saveAs}`);
  if (kind === null || kind === 'json') throw notReadable(input, notAWorkbook);
  throw isTextOrOther(kind) ? notReadable(input, notAWorkbook) : contentNotSupported(input, kind);
}

const notAWorkbook =
  'is no Excel workbook (.xlsx): its first bytes are those of another file. Read delimited text with csvSource.';

const isTextOrOther = (kind: ContentKind): boolean => kind === 'gzip' || kind === 'zstd';

/** A compound file contains the encrypted package of a workbook, or a workbook of Excel 97. */
async function adviceForCompoundFile(copy: SpoolFile): Promise<string> {
  let tail = Buffer.alloc(0);
  let isBiff = false;
  for await (const piece of copy.read()) {
    const bytes = Buffer.concat([tail, piece]);
    if (bytes.includes(encrypted)) {
      return 'is encrypted with a password. Open it in Excel or LibreOffice and save it without a password.';
    }
    isBiff ||= biff.some((name) => bytes.includes(name));
    tail = bytes.subarray(-encrypted.length);
  }
  return isBiff
    ? `is a workbook of Excel 97 to 2003 (.xls). ${saveAs}`
    : `is a document of Office 97 to 2003, and no workbook (.xlsx). ${saveAs}`;
}

async function headOf(copy: SpoolFile): Promise<Buffer> {
  for await (const piece of copy.read()) return piece.subarray(0, contentKindBytes);
  return Buffer.alloc(0);
}

/** Refuses an archive whose parts are those of another document. */
export function otherDocument(names: readonly string[], input: string): Error {
  const has = (name: string): boolean => names.includes(name);
  if (has('xl/workbook.bin')) {
    return notReadable(input, `is a binary workbook (.xlsb). ${saveAs}`);
  }
  if (has('content.xml')) return notReadable(input, `is an OpenDocument file (.ods). ${saveAs}`);
  if (has('[content_types].xml')) {
    return notReadable(input, 'is a document of Office, such as Word, and no workbook (.xlsx).');
  }
  return notReadable(
    input,
    'is a ZIP archive, and no workbook (.xlsx). Name a member of it after a #.',
  );
}
