import { WdhError } from '@wdh/pipeline-core';
import type { Compression } from '../compression/decompress.js';
import { type Encoding, encodings } from '../encoding/encoding.js';
import type { OptionNames } from '../names/option-names.js';
import { expectOriginOptions, type OriginOptions, originOptionNames } from './origin-options.js';
import type { ProgressListener } from './progress.js';

/** Options for decoding the bytes of an input to text. */
export interface InputOptions extends OriginOptions {
  /** Default: the encoding of the byte order mark, else `utf-8`. */
  readonly encoding?: Encoding | undefined;
  /** Default `auto`: gzip and zstd are detected by the first bytes, whatever the name. */
  readonly compression?: Compression | undefined;
  /**
   * Name of a stream or of the standard input in messages and in the audit tables. A file has its
   * path. Default `stream`, and `stdin`.
   */
  readonly name?: string | undefined;
  /** Called with the progress, several times per megabyte. Its exceptions are ignored. */
  readonly onProgress?: ProgressListener | undefined;
}

/** The names of {@link InputOptions}. */
export const inputOptionNames: OptionNames<InputOptions> = {
  ...originOptionNames,
  encoding: true,
  compression: true,
  name: true,
  onProgress: true,
};

const compressions: readonly string[] = [
  'auto',
  'none',
  'gzip',
  'zstd',
  'brotli',
] satisfies Compression[];

/** @throws WdhError `INVALID_OPTION` (usage) for an unknown encoding or compression, or a limit. */
export function expectInputOptions({ encoding, compression, ...origin }: InputOptions): void {
  expectOriginOptions(origin);
  if (encoding !== undefined && !encodings.includes(encoding)) {
    throw unknownOption('encoding', encodings);
  }
  if (compression !== undefined && !compressions.includes(compression)) {
    throw unknownOption('compression', compressions);
  }
}

function unknownOption(name: string, known: readonly string[]): WdhError {
  return new WdhError(`The option ${name} must be one of ${known.join(', ')}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
