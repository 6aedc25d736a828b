import { WdhError } from '@wdh/pipeline-core';
import type { Compression } from '../compression/decompress.js';
import { type Encoding, encodings } from '../encoding/encoding.js';
import type { ProgressListener } from './progress.js';

/** How the bytes of an input become text. */
export interface InputOptions {
  /** Default: what the byte order mark says, else `utf-8`. */
  readonly encoding?: Encoding | undefined;
  /** Default `auto`: gzip and zstd are told by the first bytes, whatever the name. */
  readonly compression?: Compression | undefined;
  /** Names a stream in messages and in the audit table. A file has its path. Default `stream`. */
  readonly name?: string | undefined;
  /** Told how far the input has been read, several times a megabyte. What it throws has no effect. */
  readonly onProgress?: ProgressListener | undefined;
}

const compressions: readonly string[] = [
  'auto',
  'none',
  'gzip',
  'zstd',
  'brotli',
] satisfies Compression[];

/** @throws WdhError `INVALID_OPTION` (usage) for an encoding or compression that is not known. */
export function expectInputOptions({ encoding, compression }: InputOptions): void {
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
