import { createHash, type Hash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { SourceIdentity } from '@wdh/pipeline-core';
import { readError, sourceChanged } from '../file/file-errors.js';
import { changeBetween, fileStamp, type FileStamp } from '../file/file-stamp.js';
import { openInputFile } from '../file/open-input-file.js';
import type { ProgressListener, ReadProgress } from './progress.js';

/** Bytes read at a time: fewer reads are faster. */
const readBytes = 256 * 1024;
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
    for await (const piece of this.#pieces(hash, null, told, signal)) sizeBytes += piece.length;
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
      yield* this.#pieces(null, null, told, signal);
      return;
    }
    const hash = createHash('sha256');
    yield* this.#pieces(hash, known.sizeBytes, told, signal);
    if (hash.digest('hex') !== known.sha256) throw this.#changedSinceIdentified();
  }

  async *#pieces(
    hash: Hash | null,
    expectedBytes: number | null,
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
      const stream = handle.createReadStream({ autoClose: false, highWaterMark: readBytes });
      for await (const bytes of stream as AsyncIterable<Buffer>) {
        signal?.throwIfAborted();
        sizeBytes += bytes.length;
        if (sizeBytes > stamp.sizeBytes) throw sourceChanged(this.#path, 'has grown while read');
        hash?.update(bytes);
        told(sizeBytes, Number(stamp.sizeBytes));
        yield* piecesOf(bytes);
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

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    yield bytes.subarray(start, start + pieceBytes);
  }
}
