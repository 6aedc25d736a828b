import { WdhError } from '@wdh/pipeline-core';

/** What an input must hash to. */
export interface ExpectedChecksum {
  /** In small letters. */
  readonly sha256: string;
  /** Where it is written, for messages. */
  readonly source: string;
}

/** Digits of a hash in a message. */
const shownDigits = 12;
const shown = (sha256: string): string => `${sha256.slice(0, shownDigits)}…`;

/** Creates the error for an input whose bytes have another checksum. */
export function checksumMismatch(
  input: string,
  sha256: string,
  expected: ExpectedChecksum,
): WdhError {
  return failure(
    'CHECKSUM_MISMATCH',
    `${input} has the SHA-256 ${shown(sha256)}, but ${expected.source} demands ${shown(expected.sha256)}: one of them is damaged, incomplete or of another version. Nothing was read; get both again.`,
  );
}

/** Creates the error for an input without the checksum that it must have. */
export function checksumMissing(input: string, files: readonly string[]): WdhError {
  const names = files.join(', ');
  const absent = files.length === 1 ? `${names} does not exist` : `none of ${names} exists`;
  return failure(
    'CHECKSUM_MISSING',
    `There is no checksum of ${input}: ${absent}. Nothing was read; get that file, or do not demand a checksum.`,
  );
}

/** Creates the error for a file of checksums that cannot be used. */
export function checksumInvalid(file: string, problem: string): WdhError {
  return failure(
    'CHECKSUM_INVALID',
    `${file} ${problem}. Nothing was read; get the file of checksums again, or write it with sha256sum.`,
  );
}

function failure(code: string, summary: string): WdhError {
  return new WdhError(summary, { code, category: 'file' });
}
