/** What the first bytes of a file say that it is; null where they say nothing, as those of text do. */
export type ContentKind = 'gzip' | 'zstd' | 'zip' | 'excel-97' | 'bzip2' | 'xz' | 'parquet';

/** How many bytes {@link contentKind} looks at. */
export const contentKindBytes = 8;

const magicNumbers: readonly (readonly [ContentKind, Buffer])[] = [
  ['gzip', Buffer.of(0x1f, 0x8b)],
  ['zstd', Buffer.of(0x28, 0xb5, 0x2f, 0xfd)],
  ['zip', Buffer.from('PK\x03\x04', 'latin1')],
  ['excel-97', Buffer.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)],
  ['xz', Buffer.from('\xfd7zXZ\0', 'latin1')],
  ['parquet', Buffer.from('PAR1\x15', 'latin1')],
];
const bzip2 = /^BZh[1-9]1AY&/;

/**
 * Tells what a file is by its first bytes, whatever its name.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1952 (gzip), rfc8878 (zstd)
 */
export function contentKind(head: Buffer): ContentKind | null {
  const found = magicNumbers.find(([, magic]) => magic.equals(head.subarray(0, magic.length)));
  return found?.[0] ?? (bzip2.test(head.toString('latin1', 0, 8)) ? 'bzip2' : null);
}
