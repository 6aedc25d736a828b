import type { SourceIdentity } from '@wdh/pipeline-core';
import type { ProgressListener } from './progress.js';

/** Bytes of the caller: a Node stream, a web stream, or any other iterable. */
export type ByteStream = AsyncIterable<Uint8Array>;

/**
 * The input of a source: bytes of the caller, a {@link Content} that several readers share, or a
 * text: the path of a file, `-` for the standard input, or an `https://` address. The path or
 * address of a ZIP archive may end in `#` and the name of a member.
 */
export type SourceInput = string | ByteStream | Content;

/** The stored bytes of an input: they can be identified and read. */
export interface Content {
  /** Path, address without its query, or name; for messages and the audit tables. */
  readonly name: string;
  /**
   * The name that the archive gives to the member whose bytes these are: as it is, so not for
   * messages. Known once they were identified or read; absent for bytes of no archive.
   */
  readonly member?: string | undefined;
  /** Returns name, size and SHA-256; the latter two are null for a stream of the caller. */
  identify(onProgress: ProgressListener, signal?: AbortSignal): Promise<SourceIdentity>;
  /**
   * Returns name and size without reading the bytes; null where they are to be identified first. Once
   * they were read to their end, `identify` returns what was read, without reading them again.
   */
  identifyLater?(signal?: AbortSignal): Promise<SourceIdentity | null>;
  /** Reads the bytes from the beginning. */
  read(onProgress: ProgressListener, signal?: AbortSignal): AsyncGenerator<Buffer>;
  /**
   * Removes the temporary copy of the bytes, where there is one, and ends what is still being
   * copied. A later `identify` or `read` opens the input anew.
   */
  close(): Promise<void>;
}
