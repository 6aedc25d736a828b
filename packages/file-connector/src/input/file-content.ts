import { createHash, type Hash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { SourceIdentity } from '@wdh/pipeline-core';
import { readError, sourceChanged } from '../file/file-errors.js';
import { changeBetween, fileStamp, type FileStamp } from '../file/file-stamp.js';
import { openInputFile } from '../file/open-input-file.js';
import { readAhead, twoBuffers } from '../file/read-ahead.js';
import type { ProgressListener, ReadProgress } from './progress.js';

/** Bytes read at a time: fewer reads are faster. */
const readBytes = 256 * 1024;
/** The same where nothing else is done with them than hashing. */
const hashedBytes = 1024 * 1024;
/** Bytes handed on at a time: larger pieces make longer strings, which cost more to collect. */
const pieceBytes = 64 * 1024;

interface KnownContent {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** The bytes of one file, with the guarantee that they are those which were identified. */
export class FileContent {
  readonly #path: string;
  readonly #onProgress: ProgressListener;
  #known: KnownContent | null = null;

  constructor(path: string, onProgress: ProgressListener) {
    this.#path = path;
    this.#onProgress = onProgress;
  }

  get name(): string {
    return this.#path;
  }

  /**
   * Reads the file once for its size and SHA-256, and remembers both for `read`.
   *
   * @throws WdhError `FILE_NOT_FOUND`, `NOT_A_FILE`, `FILE_NOT_READABLE`, `SOURCE_CHANGED` (file)
   */
  async identify(signal?: AbortSignal): Promise<SourceIdentity> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const told = this.#told('identify');
    const pieces = this.#pieces(hash, null, twoBuffers(hashedBytes), told, signal);
    for await (const piece of pieces) sizeBytes += piece.length;
    this.#known = { sizeBytes, sha256: hash.digest('hex') };
    return { name: this.#path, ...this.#known };
  }

  /**
   * Reads the file from the beginning. After the last piece it throws rather than ends, when the
   * file changed meanwhile or is not the one that `identify` saw.
   *
   * @throws WdhError `FILE_NOT_FOUND`, `NOT_A_FILE`, `FILE_NOT_READABLE`, `SOURCE_CHANGED` (file)
   */
  async *read(onBytes: (bytesRead: number) => void, signal?: AbortSignal): AsyncGenerator<Buffer> {
    const known = this.#known;
    const told = this.#told('read', onBytes);
    if (known === null) {
      yield* smallPiecesOf(this.#pieces(null, null, newBuffer, told, signal));
      return;
    }
    const hash = createHash('sha256');
    yield* smallPiecesOf(this.#pieces(hash, known.sizeBytes, newBuffer, told, signal));
    if (hash.digest('hex') !== known.sha256) throw this.#changedSinceIdentified();
  }

  async *#pieces(
    hash: Hash | null,
    expectedBytes: number | null,
    makeBuffer: () => Buffer,
    told: (bytesRead: number, totalBytes: number) => void,
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
        told(sizeBytes, Number(stamp.sizeBytes));
        yield bytes;
      }
      if (sizeBytes < stamp.sizeBytes) throw sourceChanged(this.#path, 'was cut short while read');
      await this.#expectUnchanged(stamp, fileStamp(await handle.stat({ bigint: true })));
    } catch (error) {
      throw readError(error, this.#path);
    } finally {
      await handle.close();
    }
  }

  /** Tells everybody who wants to know how far the reading is. */
  #told(
    phase: ReadProgress['phase'],
    onBytes?: (bytesRead: number) => void,
  ): (bytesRead: number, totalBytes: number) => void {
    return (bytesRead, totalBytes) => {
      onBytes?.(bytesRead);
      this.#onProgress({ phase, bytesRead, totalBytes });
    };
  }

  async #expectUnchanged(before: FileStamp, after: FileStamp): Promise<void> {
    const atPath = await stat(this.#path, { bigint: true }).catch(() => null);
    const change =
      changeBetween(before, after) ??
      (atPath === null ? 'was removed' : changeBetween(before, fileStamp(atPath)));
    if (change !== null) throw sourceChanged(this.#path, `${change} while read`);
  }

  #changedSinceIdentified(): Error {
    return sourceChanged(this.#path, 'is not the file any more that was identified before');
  }
}

/** Whoever reads may keep the pieces, so that none is written over. */
const newBuffer = (): Buffer => Buffer.allocUnsafeSlow(readBytes);

async function* smallPiecesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const bytes of pieces) {
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      yield bytes.subarray(start, start + pieceBytes);
    }
  }
}
