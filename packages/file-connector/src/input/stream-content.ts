import { type SourceIdentity, WdhError } from '@wdh/pipeline-core';
import type { Content } from './content.js';
import type { ProgressListener } from './progress.js';

/** Bytes of the caller. They can be read once, and their size and hash are unknown before. */
export class StreamContent implements Content {
  readonly name: string;
  readonly #stream: AsyncIterable<Uint8Array>;
  #isTaken = false;

  constructor(stream: AsyncIterable<Uint8Array>, name: string) {
    this.name = name;
    this.#stream = stream;
  }

  /** Returns only the name, as size and SHA-256 are unknown before the stream was read. */
  identify(): Promise<SourceIdentity> {
    return Promise.resolve({ name: this.name, sizeBytes: null, sha256: null });
  }

  /** @throws WdhError `STREAM_ALREADY_READ`, `STREAM_NOT_BYTES` (usage) */
  async *read(onProgress: ProgressListener, signal?: AbortSignal): AsyncGenerator<Buffer> {
    if (this.#isTaken) throw misuse('STREAM_ALREADY_READ', `${this.name} has been read already`);
    this.#isTaken = true;
    signal?.throwIfAborted();
    let bytesRead = 0;
    for await (const piece of this.#stream) {
      signal?.throwIfAborted();
      if (!(piece instanceof Uint8Array)) {
        throw misuse('STREAM_NOT_BYTES', `${this.name} yields something other than bytes`);
      }
      bytesRead += piece.length;
      onProgress({ phase: 'read', bytesRead, totalBytes: null });
      yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    }
  }

  /** Holds nothing: the stream belongs to the caller. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Creates the error for a stream that cannot be read as it was passed. */
export function misuse(code: string, problem: string): WdhError {
  return new WdhError(
    `${problem}. Pass a new stream of bytes, without setEncoding, or the path of a file.`,
    { code, category: 'usage' },
  );
}
