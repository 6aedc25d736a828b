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

/** Files that are smaller take less time to hash than other runs to ask for. */
const leastBytes = 8 * 1024 * 1024;

/** Memory that other programs have mapped is written back, and its file marked as modified, sooner. */
const quietNs = 60_000_000_000n;

/** Bytes per read when they are only hashed. */
const hashedBytes = 1024 * 1024;

interface KnownContent {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** A file whose SHA-256 is that of the bytes that are read. */
interface LateFile {
  readonly stamp: FileStamp;
  isBegun: boolean;
  /** Null until it was read to its end. */
  known: KnownContent | null;
}

/** The bytes of one file, with the guarantee that they are the identified ones. */
export class FileContent implements Content {
  readonly #path: string;
  #known: KnownContent | null = null;
  /** The file when it was last read to its end. */
  #lastRead: FileStamp | null = null;
  /** The file that is identified by its reading. */
  #late: LateFile | null = null;

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
    const late = this.#late;
    this.#late = null;
    this.#known = late?.known ?? (await this.#hashed(reporter('identify', onProgress), signal));
    if (late?.known === null) this.#expectSame(late);
    return { name: this.#path, ...this.#known };
  }

  /**
   * Returns size and name without reading the file; null for a small one, and for one that was written
   * to a moment ago: it may be written to again at the same time of its clock.
   *
   * @throws WdhError `FILE_NOT_FOUND`, `NOT_A_FILE`, `FILE_NOT_READABLE` (file)
   */
  async identifyLater(signal?: AbortSignal): Promise<SourceIdentity | null> {
    signal?.throwIfAborted();
    this.#late = null;
    const { handle, stamp } = await openInputFile(this.#path);
    await handle.close();
    const isQuiet = BigInt(Date.now()) * 1_000_000n - stamp.modifiedNs > quietNs;
    if (stamp.sizeBytes < leastBytes || !isQuiet) return null;
    this.#known = null;
    this.#late = { stamp, isBegun: false, known: null };
    return { name: this.#path, sizeBytes: Number(stamp.sizeBytes), sha256: null };
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
    if (this.#late !== null) {
      yield* this.#readLate(this.#late, report, signal);
      return;
    }
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
    this.#late = null;
    return Promise.resolve();
  }

  async *#readLate(
    late: LateFile,
    report: (bytesRead: number, totalBytes: number) => void,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Buffer> {
    late.isBegun = true;
    const hash = createHash('sha256');
    const sizeBytes = Number(late.stamp.sizeBytes);
    yield* smallPiecesOf(this.#pieces(hash, sizeBytes, newReadBuffer, report, signal));
    const sha256 = hash.digest('hex');
    const now = this.#lastRead ?? late.stamp;
    const before = late.known?.sha256 ?? sha256;
    if (sha256 !== before || changeBetween(late.stamp, now) !== null) {
      throw this.#changedSinceIdentified();
    }
    // The program that wrote may have set the time of its writing back.
    if (now.changedNs !== late.stamp.changedNs) {
      const again = await this.#hashed(() => undefined, signal);
      if (again.sha256 !== sha256) throw this.#changedSinceIdentified();
    }
    late.known = { sizeBytes, sha256 };
  }

  /** A file that was not read to its end must be the same since, whatever of it was read. */
  #expectSame({ stamp, isBegun }: LateFile): void {
    const now = this.#lastRead ?? stamp;
    const isChanged = isBegun && now.changedNs !== stamp.changedNs;
    if (isChanged || changeBetween(stamp, now) !== null) throw this.#changedSinceIdentified();
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
      const after = fileStamp(await handle.stat({ bigint: true }));
      await this.#expectUnchanged(stamp, after);
      this.#lastRead = after;
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
