import type { Checksum } from '@wdh/file-connector';
import { InvalidArgumentError } from 'commander';

/** What `--checksum` demands; `none`: nothing, also where a checksum is beside the file. */
export type ChecksumRule = Checksum | 'none';

/** Reads a rule, a SHA-256, or the place of a file of checksums. */
export function parseChecksum(text: string): ChecksumRule {
  if (text === 'beside' || text === 'if-beside' || text === 'none') return text;
  if (/^[\da-f]{64}$/i.test(text)) return { sha256: text };
  if (text === '' || isMisspelt(text) || /^[\da-f]{32,}$/i.test(text)) {
    throw new InvalidArgumentError(
      'Expected beside, if-beside, none, a SHA-256 of 64 hexadecimal digits, or a file of checksums.',
    );
  }
  return { file: text };
}

/** A path such as ./besides is that of a file. */
const isMisspelt = (text: string): boolean =>
  /^(?:if[-_ ]?)?besides?$/i.test(text) || /^(?:no|none|false|off|sha-?256)$/i.test(text);
