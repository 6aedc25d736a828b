import { type FileHandle, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { moveFile, syncFolder } from './durable-files.js';

/** Segments contain what was received: only their owner may read them, whatever the umask is. */
const ownerOnly = 0o600;

/** The segment that is being written: a file in the folder `open`, until it is closed. */
export class OpenSegment {
  readonly path: string;
  readonly #file: FileHandle;
  #bytes = 0;
  #isDirty = true;
  /** False after a partial line that could not be removed. */
  #isWhole = true;

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.#file = file;
  }

  /** Creates the file, whose name must not exist. */
  static async create(path: string): Promise<OpenSegment> {
    const file = await open(path, 'ax', ownerOnly);
    try {
      await syncFolder(dirname(path));
      return new OpenSegment(path, file);
    } catch (error) {
      await file.close();
      await unlink(path).catch(() => undefined);
      throw error;
    }
  }

  /** The bytes of its whole lines. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Appends whole lines. They survive the end of the process from then on, and a power failure from
   * the next {@link sync} on. What a failed write leaves is removed again.
   */
  async append(lines: string): Promise<void> {
    const bytes = Buffer.from(lines);
    this.#isDirty = true;
    try {
      await this.#file.appendFile(bytes);
    } catch (error) {
      await this.#file.truncate(this.#bytes).catch(() => (this.#isWhole = false));
      throw error;
    }
    this.#bytes += bytes.length;
  }

  /** Makes what was appended survive a power failure; see fdatasync(2). */
  async sync(): Promise<void> {
    if (!this.#isDirty) return;
    await this.#file.datasync();
    this.#isDirty = false;
  }

  /**
   * Flushes the file, and moves it to its final name. One without lines is removed, and one with an
   * incomplete line stays for the next capture.
   *
   * @returns whether it was moved.
   */
  async close(to: string): Promise<boolean> {
    try {
      await this.#file.sync();
    } finally {
      await this.#file.close();
    }
    if (!this.#isWhole) return false;
    if (this.#bytes > 0) await moveFile(this.path, to);
    else await unlink(this.path);
    return this.#bytes > 0;
  }
}
