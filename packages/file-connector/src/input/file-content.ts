import { createHash, type Hash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { SourceIdentity } from '@wdh/pipeline-core';
import { readError, sourceChanged } from '../file/file-errors.js';
import { changeBetween, fileStamp, type FileStamp } from '../file/file-stamp.js';
import { openInputFile } from '../file/open-input-file.js';
import { readAhead, twoBuffers } from '../file/read-ahead.js';
import { newReadBuffer, smallPiecesOf } from '../file/small-pieces.js';
import type { Content } from './content.js';
import type { ProgressListener, ReadProgress } from './progress.js';

/** Bytes per read when they are only hashed. */
const hashedBytes = 1024 * 1024;

interface KnownContent {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** The bytes of one file, with the guarantee that they are the identified ones. */
export class FileContent implements Content {
  readonly #path: string;
  #known: KnownContent | null = null;
  /** The file when it was last read to its end. */
  #lastRead: FileStamp | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  get name(): string {
    return this.#path;
  }

  /**
   * Reads the file once for its size and SHA-256, and keeps both for `read`.
   *
   * @throws WdhError `FILE_NOT_FOUND`, `NOT_A_FILE`, `FILE_NOT_READABLE`, `SOURCE_CHANGED` (file)
   */
  async identify(onProgress: ProgressListener, signal?: AbortSignal): Promise<SourceIdentity> {
    this.#known = await this.#hashed(reporter('identify', onProgress), signal);
    return { name: this.#path, ...this.#known };
  }

  /**
   * Reads the file from the beginning. After the last piece it throws if the file changed meanwhile
   * or is not the one that `identify` read. A file that was written to since it was last read to its
   * end is hashed before its first piece, because the reader may stop before the last one.
   *
   * @throws WdhError `FILE_NOT_FOUND`, `NOT_A_FILE`, `FILE_NOT_READABLE`, `SOURCE_CHANGED` (file)
   */
  async *read(onProgress: ProgressListener, signal?: AbortSignal): AsyncGenerator<Buffer> {
    const known = this.#known;
    const report = reporter('read', onProgress);
    if (known === null) {
      yield* smallPiecesOf(this.#pieces(null, null, newReadBuffer, report, signal));
      return;
    }
    if (await this.wasTouched()) {
      const { sha256 } = await this.#hashed(() => undefined, signal);
      if (sha256 !== known.sha256) throw this.#changedSinceIdentified();
    }
    const hash = createHash('sha256');
    yield* smallPiecesOf(this.#pieces(hash, known.sizeBytes, newReadBuffer, report, signal));
    if (hash.digest('hex') !== known.sha256) throw this.#changedSinceIdentified();
  }

  /** Holds nothing between two readings. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  async #hashed(
    report: (bytesRead: number, totalBytes: number) => void,
    signal: AbortSignal | undefined,
  ): Promise<KnownContent> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const pieces = this.#pieces(hash, null, twoBuffers(hashedBytes), report, signal);
    for await (const piece of pieces) sizeBytes += piece.length;
    return { sizeBytes, sha256: hash.digest('hex') };
  }

  /** Returns whether the file is another one, or was written to, since it was last read to its end. */
  async wasTouched(): Promise<boolean> {
    const stats = await stat(this.#path, { bigint: true }).catch(() => null);
    // Opening a file that is missing says why.
    if (stats === null || this.#lastRead === null) return false;
    return changeBetween(this.#lastRead, fileStamp(stats)) !== null;
  }

  async *#pieces(
    hash: Hash | null,
    expectedBytes: number | null,
    makeBuffer: () => Buffer,
    report: (bytesRead: number, totalBytes: number) => void,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Buffer> {
    signal?.throwIfAborted();
    const { handle, stamp } = await openInputFile(this.#path);
    try {
      if (expectedBytes !== null && BigInt(expectedBytes) !== stamp.sizeBytes) {
        throw this.#changedSinceIdentified();
      }
      let sizeBytes = 0;
      for await (const bytes of readAhead(handle, makeBuffer)) {
        signal?.throwIfAborted();
        sizeBytes += bytes.length;
        if (sizeBytes > stamp.sizeBytes) throw sourceChanged(this.#path, 'has grown while read');
        hash?.update(bytes);
        report(sizeBytes, Number(stamp.sizeBytes));
        yield bytes;
      }
      if (sizeBytes < stamp.sizeBytes) throw sourceChanged(this.#path, 'was truncated while read');
      await this.#expectUnchanged(stamp, fileStamp(await handle.stat({ bigint: true })));
      this.#lastRead = stamp;
    } catch (error) {
      throw readError(error, this.#path);
    } finally {
      await handle.close();
    }
  }

  async #expectUnchanged(before: FileStamp, after: FileStamp): Promise<void> {
    const atPath = await stat(this.#path, { bigint: true }).catch(() => null);
    const change =
      changeBetween(before, after) ??
      (atPath === null ? 'was removed' : changeBetween(before, fileStamp(atPath)));
    if (change !== null) throw sourceChanged(this.#path, `${change} while read`);
  }

  #changedSinceIdentified(): Error {
    return sourceChanged(this.#path, 'is no longer the file that was identified before');
  }
}

function reporter(
  phase: ReadProgress['phase'],
  onProgress: ProgressListener,
): (bytesRead: number, totalBytes: number) => void {
  return (bytesRead, totalBytes) => onProgress({ phase, bytesRead, totalBytes });
}
