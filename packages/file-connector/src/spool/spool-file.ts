import { createHash } from 'node:crypto';
import { close, closeSync, open, read, write } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { spoolNotWritable } from '../file/file-errors.js';
import { readAhead } from '../file/read-ahead.js';
import { newReadBuffer, smallPiecesOf } from '../file/small-pieces.js';

const openFile = promisify(open);
const readFrom = promisify(read);
const writeTo = promisify(write);
const closeFile = promisify(close);

/** Closes the file of a copy that no reader closed, once it is garbage. */
const forgotten = new FinalizationRegistry<number>((fd) => closeSync(fd));

/**
 * A temporary copy of bytes, identified while it was written. Only this process can reach it: its
 * name is removed as soon as it is open, so that the system frees its space when it is closed, and
 * also when the process is killed.
 */
export class SpoolFile {
  readonly sizeBytes: number;
  readonly sha256: string;
  /** The name of the member of an archive that was unpacked to it. */
  member: string | undefined;
  #fd: number | null;

  constructor(fd: number, sizeBytes: number, sha256: string) {
    this.#fd = fd;
    this.sizeBytes = sizeBytes;
    this.sha256 = sha256;
    forgotten.register(this, fd, this);
  }

  /** The file descriptor, open for reading at any position. */
  get fd(): number {
    if (this.#fd === null) throw new Error('The temporary copy is closed.');
    return this.#fd;
  }

  /** Reads the copy from the beginning. Readings do not affect one another. */
  async *read(): AsyncGenerator<Buffer> {
    let position = 0;
    const file = {
      read: async (buffer: Buffer, offset: number, length: number) => {
        const part = await readFrom(this.fd, buffer, offset, length, position);
        position += part.bytesRead;
        return part;
      },
    };
    yield* smallPiecesOf(readAhead(file, newReadBuffer));
  }

  /** Closes the file, which removes it. */
  async close(): Promise<void> {
    const fd = this.#fd;
    if (fd === null) return;
    this.#fd = null;
    forgotten.unregister(this);
    await closeFile(fd);
  }
}

/**
 * Copies bytes to a temporary file in a folder of its own, which only its owner may read (0600), and
 * hashes them. Nothing is left when the pieces fail.
 *
 * @param name - Names the input in messages.
 * @throws WdhError `FILE_NOT_WRITABLE` (file) when the disk is full or the folder is not writable;
 * any error of the pieces
 */
export async function spool(
  pieces: AsyncIterable<Buffer>,
  name: string,
  temporaryFolder: string = tmpdir(),
): Promise<SpoolFile> {
  const fd = await openUnnamed(temporaryFolder).catch((error: unknown) => {
    throw spoolNotWritable(error, name, temporaryFolder);
  });
  try {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const piece of pieces) {
      hash.update(piece);
      await writeWhole(fd, piece).catch((error: unknown) => {
        throw spoolNotWritable(error, name, temporaryFolder);
      });
      sizeBytes += piece.length;
    }
    return new SpoolFile(fd, sizeBytes, hash.digest('hex'));
  } catch (error) {
    await closeFile(fd);
    throw error;
  }
}

/** Opens a new file and removes its name. */
async function openUnnamed(temporaryFolder: string): Promise<number> {
  const folder = await mkdtemp(join(temporaryFolder, 'wdh-'));
  try {
    return await openFile(join(folder, 'input'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeWhole(fd: number, bytes: Buffer): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    written += (await writeTo(fd, bytes, written)).bytesWritten;
  }
}
