import type { SourceIdentity } from '@wdh/pipeline-core';
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

/** Opens nothing yet: tells how the input is read. */
export function contentOf(
  input: SourceInput,
  options: { readonly name: string | undefined; readonly onProgress: ProgressListener },
): Content {
  return typeof input === 'string'
    ? new FileContent(input, options.onProgress)
    : new StreamContent(input, options.name ?? 'stream', options.onProgress);
}
