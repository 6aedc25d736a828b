import { WdhError } from '@wdh/pipeline-core';

/**
 * The SHA-256 that the stored bytes of an input must have, packed as they are.
 *
 * - `beside`: that of a file beside the input, such as `a.zip.CHECKSUM`, which must exist.
 * - `if-beside`: the same, where such a file exists; else nothing is compared.
 * - `sha256`: 64 hexadecimal digits.
 * - `file`: the path or `https://` address of a file of checksums, which has a line for the input.
 */
export type Checksum =
  'beside' | 'if-beside' | { readonly sha256: string } | { readonly file: string };

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** @throws WdhError `INVALID_OPTION` (usage) for anything but a {@link Checksum} */
export function expectChecksumOption(checksum: Checksum | undefined): void {
  if (checksum === undefined || checksum === 'beside' || checksum === 'if-beside') return;
  // An untyped caller may pass anything.
  const given: { readonly sha256?: unknown; readonly file?: unknown } = Object(checksum) as object;
  const [only, ...others] = Object.keys(given);
  if (others.length === 0 && only === 'file' && isText(given.file)) return;
  const isHash = isText(given.sha256) && /^[\da-f]{64}$/i.test(given.sha256);
  if (others.length === 0 && only === 'sha256' && isHash) return;
  throw new WdhError(
    'The option checksum must be beside, if-beside, { sha256 } with 64 hexadecimal digits, or { file } with a path or address.',
    { code: 'INVALID_OPTION', category: 'usage' },
  );
}

/**
 * Expects that the checksum of an input without a path or address needs no file beside it.
 *
 * @throws WdhError `INVALID_OPTION` (usage)
 */
export function expectNoPlaceNeeded(checksum: Checksum | undefined): void {
  if (checksum === undefined || checksum === 'if-beside') return;
  if (typeof checksum === 'object' && 'sha256' in checksum) return;
  throw new WdhError(
    'The standard input and a stream have no file name to find a checksum by. Pass the checksum itself: checksum: { sha256 }.',
    { code: 'INVALID_OPTION', category: 'usage' },
  );
}
