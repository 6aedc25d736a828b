/** The kind of a file by its first bytes; null where they show none, as for CSV. */
export type ContentKind =
  keyof typeof magicNumbers | ZipKind | 'bzip2' | 'tar' | 'html' | 'xml' | 'json';

type ZipKind = 'excel' | 'opendocument' | 'zip';

/** How many bytes {@link contentKind} examines: the signature of a tar archive is at byte 257. */
export const contentKindBytes = 512;

const magicNumbers = {
  gzip: Buffer.of(0x1f, 0x8b),
  zstd: Buffer.of(0x28, 0xb5, 0x2f, 0xfd),
  'excel-97': Buffer.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
  xz: Buffer.from('\xfd7zXZ\0', 'latin1'),
  lz4: Buffer.of(0x04, 0x22, 0x4d, 0x18),
  '7z': Buffer.from("7z\xbc\xaf'\x1c", 'latin1'),
  rar: Buffer.from('Rar!\x1a\x07', 'latin1'),
  parquet: Buffer.from('PAR1\x15', 'latin1'),
  arrow: Buffer.from('ARROW1\0\0', 'latin1'),
  orc: Buffer.from('ORC\n', 'latin1'),
  avro: Buffer.from('Obj\x01', 'latin1'),
  sqlite: Buffer.from('SQLite format 3\0', 'latin1'),
  pdf: Buffer.from('%PDF-', 'latin1'),
  rtf: Buffer.from('{\\rtf', 'latin1'),
  png: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
} as const satisfies Readonly<Record<string, Buffer>>;

const zip = /^PK(?:\x03\x04|\x05\x06|\x07\x08)/;
const excelParts = /^.{26}(?:\[Content_Types\]\.xml|_rels\/|xl\/|docProps\/)/s;
const openDocument = /^.{26}mimetypeapplication\/vnd\.oasis\.opendocument/s;
const bzip2 = /^BZh[1-9]1AY&/;
const tar = /^.{257}ustar/s;
const html =
  /^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|meta|style|script)[\s>]/is;
const xml = /^(?:\xef\xbb\xbf)?\s*<\?xml\s/;

/**
 * Identifies the kind of a file by its first bytes, independent of its name.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1952 (gzip), rfc8878 (zstd)
 */
export function contentKind(head: Buffer): ContentKind | null {
  for (const [kind, magic] of Object.entries(magicNumbers)) {
    if (magic.equals(head.subarray(0, magic.length))) return kind as keyof typeof magicNumbers;
  }
  const text = head.toString('latin1', 0, contentKindBytes);
  if (zip.test(text)) return zipKind(text.slice(4));
  if (bzip2.test(text)) return 'bzip2';
  if (tar.test(text)) return 'tar';
  // The same in UTF-16.
  const narrow = text.replace(/^(?:\xff\xfe|\xfe\xff)/, '').replaceAll('\0', '');
  if (html.test(narrow)) return 'html';
  return xml.test(narrow) ? 'xml' : null;
}

/** Classifies by the first file in the archive; `rest` follows the signature. */
function zipKind(rest: string): ZipKind {
  if (excelParts.test(rest)) return 'excel';
  return openDocument.test(rest) ? 'opendocument' : 'zip';
}
