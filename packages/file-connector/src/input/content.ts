import { type SourceIdentity, WdhError } from '@wdh/pipeline-core';
import { FileContent } from './file-content.js';
import type { ProgressListener } from './progress.js';
import { StreamContent } from './stream-content.js';

/** Bytes that somebody else produces: a stream of Node or of the web, or any other iterable. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** What a source reads: the path of a file, or bytes that somebody else produces. */
export type SourceInput = string | ByteStream;

/** The stored bytes of an input. */
export interface Content {
  /** Path or name, for messages and the audit table. */
  readonly name: string;
  identify(signal?: AbortSignal): Promise<SourceIdentity>;
  /** Reads the bytes from the beginning; `onBytes` is told how many so far. */
  read(onBytes: (bytesRead: number) => void, signal?: AbortSignal): AsyncGenerator<Buffer>;
}

/**
 * Opens nothing yet: returns how the input is read.
 *
 * @throws WdhError `INVALID_OPTION` (usage) for what is neither a path nor bytes that somebody produces.
 */
export function contentOf(
  input: SourceInput,
  options: { readonly name: string | undefined; readonly onProgress: ProgressListener },
): Content {
  if (typeof input === 'string') return new FileContent(input, options.onProgress);
  if (!isStream(input)) {
    throw new WdhError(
      'The input is neither the path of a file, as a string, nor a stream of bytes. Make a path of a file URL by fileURLToPath, and a stream of bytes in memory by Readable.from([bytes]).',
      { code: 'INVALID_OPTION', category: 'usage' },
    );
  }
  return new StreamContent(input, options.name ?? 'stream', options.onProgress);
}

/** Also a stream of old yields its pieces by an iterator that is not asynchronous. */
function isStream(input: unknown): boolean {
  return (
    typeof input === 'object' &&
    input !== null &&
    (Symbol.asyncIterator in input || Symbol.iterator in input)
  );
}
