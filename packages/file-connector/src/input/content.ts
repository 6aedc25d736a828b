import { type SourceIdentity, WdhError } from '@wdh/pipeline-core';
import { FileContent } from './file-content.js';
import type { ProgressListener } from './progress.js';
import { StreamContent } from './stream-content.js';

/** Bytes of the caller: a Node stream, a web stream, or any other iterable. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** The input of a source: the path of a file, or bytes of the caller. */
export type SourceInput = string | ByteStream;

/** The stored bytes of an input. */
export interface Content {
  /** Path or name, for messages and the audit tables. */
  readonly name: string;
  identify(signal?: AbortSignal): Promise<SourceIdentity>;
  /** Reads the bytes from the beginning; `onBytes` is called with the number of bytes so far. */
  read(onBytes: (bytesRead: number) => void, signal?: AbortSignal): AsyncGenerator<Buffer>;
}

/**
 * Returns the content of an input without opening it.
 *
 * @throws WdhError `INVALID_OPTION` (usage) for an input that is neither a path nor an iterable of
 * bytes.
 */
export function contentOf(
  input: SourceInput,
  options: { readonly name: string | undefined; readonly onProgress: ProgressListener },
): Content {
  if (typeof input === 'string') return new FileContent(input, options.onProgress);
  if (!isStream(input)) {
    throw new WdhError(
      'The input is neither the path of a file, as a string, nor a stream of bytes. Convert a file URL by fileURLToPath, and bytes in memory by Readable.from([bytes]).',
      { code: 'INVALID_OPTION', category: 'usage' },
    );
  }
  return new StreamContent(input, options.name ?? 'stream', options.onProgress);
}

/** A legacy stream may have only a synchronous iterator. */
function isStream(input: unknown): boolean {
  return (
    typeof input === 'object' &&
    input !== null &&
    (Symbol.asyncIterator in input || Symbol.iterator in input)
  );
}
