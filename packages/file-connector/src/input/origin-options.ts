import { WdhError } from '@wdh/pipeline-core';
import type { OptionNames } from '../names/option-names.js';
import { type Checksum, expectChecksumOption } from './checksum-option.js';
import type { ByteStream } from './content.js';
import type { DownloadOptions } from './download-options.js';

/** Options for where the bytes of an input come from, and for copying them to a temporary file. */
export interface OriginOptions {
  /** The standard input, for the input `-`. It can be read once. Default `process.stdin`. */
  readonly stdin?: ByteStream | undefined;
  /** Options for an `https://` address. */
  readonly download?: DownloadOptions | undefined;
  /**
   * The folder for temporary copies: of the standard input, of a download, and of a member of an
   * archive, unpacked. Default: that of the system (`TMPDIR`).
   */
  readonly temporaryFolder?: string | undefined;
  /** Maximum size in bytes of a member of a ZIP archive, unpacked. Default 64 GiB. */
  readonly maxUnpackedBytes?: number | undefined;
  /**
   * Maximum ratio of the sizes of a member of a ZIP archive, unpacked and packed; members of up to
   * 100 MiB may have any. Default 200.
   */
  readonly maxCompressionRatio?: number | undefined;
  /**
   * The SHA-256 that the input must have, as it is stored; else nothing of it is read. A file is
   * hashed before its first row, which a load does in any case. Default none.
   */
  readonly checksum?: Checksum | undefined;
}

/** The names of {@link OriginOptions}. */
export const originOptionNames: OptionNames<OriginOptions> = {
  stdin: true,
  download: true,
  temporaryFolder: true,
  maxUnpackedBytes: true,
  maxCompressionRatio: true,
  checksum: true,
};

/**
 * Returns options without those for copying an input, which may contain secrets: what is left says
 * how the copy is read.
 */
export function withoutOrigin<Options extends OriginOptions>(
  options: Options,
): Omit<Options, keyof OriginOptions> {
  const reading = Object.entries(options).filter(
    ([name]) => !Object.hasOwn(originOptionNames, name),
  );
  return Object.fromEntries(reading) as Omit<Options, keyof OriginOptions>;
}

/** @throws WdhError `INVALID_OPTION` (usage) for a limit that is not a number above 0, or a checksum. */
export function expectOriginOptions(options: OriginOptions): void {
  expectChecksumOption(options.checksum);
  const { maxUnpackedBytes, maxCompressionRatio } = options;
  for (const [name, limit] of Object.entries({ maxUnpackedBytes, maxCompressionRatio })) {
    if (limit === undefined || limit > 0) continue;
    throw new WdhError(`The option ${name} must be a number above 0.`, {
      code: 'INVALID_OPTION',
      category: 'usage',
    });
  }
}
