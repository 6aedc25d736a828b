import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WdhError } from '@wdh/pipeline-core';

const cipher = 'aes-256-gcm';

/** A chunk in the file. */
interface Stored {
  readonly position: number;
  readonly length: number;
  readonly nonce: Buffer;
  readonly tag: Buffer;
}

/**
 * Keeps chunks of bytes on the local disk until they are asked for, in a temporary file that has no
 * name any more as soon as it is there: however the process ends, nothing is left to be tidied up.
 *
 * What it holds are cell values: they are encrypted with a key that only this process knows.
 */
export class RejectsSpool {
  readonly #key = randomBytes(32);
  readonly #chunks: Stored[] = [];
  #file: FileHandle | null = null;
  #end = 0;

  /** @throws WdhError `REJECTS_NOT_SPOOLED`; the spool is as it was then. */
  async append(chunk: Buffer): Promise<void> {
    const nonce = randomBytes(12);
    const encryption = createCipheriv(cipher, this.#key, nonce);
    const bytes = Buffer.concat([encryption.update(chunk), encryption.final()]);
    try {
      this.#file ??= await openNameless();
      await writeAll(this.#file, bytes, this.#end);
    } catch (error) {
      throw notSpooled(error);
    }
    const tag = encryption.getAuthTag();
    this.#chunks.push({ position: this.#end, length: bytes.length, nonce, tag });
    this.#end += bytes.length;
  }

  /** Reads the chunks in their order, as often as they are asked for. */
  async *chunks(): AsyncGenerator<Buffer> {
    for (const { position, length, nonce, tag } of this.#chunks) {
      const bytes = Buffer.alloc(length);
      // Only a file has chunks.
      await this.#file?.read(bytes, 0, length, position);
      const decryption = createDecipheriv(cipher, this.#key, nonce).setAuthTag(tag);
      yield Buffer.concat([decryption.update(bytes), decryption.final()]);
    }
  }

  /** Lets go of the file, which frees its room on the disk. */
  async close(): Promise<void> {
    // What is thrown away cannot be lost, whatever the disk says.
    await this.#file?.close().catch(() => undefined);
    this.#file = null;
    this.#chunks.length = 0;
  }
}

async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `wdh-rejects-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}

/** A disk that is full may take a part before it refuses. */
async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const rest = bytes.length - written;
    const { bytesWritten } = await file.write(bytes, written, rest, position + written);
    written += bytesWritten;
  }
}

function notSpooled(cause: unknown): WdhError {
  const reason = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new WdhError(
    `The rejected rows could not be written to a temporary file${reason}. ` +
      'Make room for temporary files, or point TMPDIR to a folder that can be written to.',
    { code: 'REJECTS_NOT_SPOOLED', category: 'file', cause },
  );
}
