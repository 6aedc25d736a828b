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
 * Keeps chunks of bytes on the local disk, in a temporary file that is unlinked after its creation,
 * so that nothing is left on disk when the process ends in any way.
 *
 * It contains cell values: they are encrypted with a key that only this process has.
 */
export class RejectsSpool {
  readonly #key = randomBytes(32);
  readonly #chunks: Stored[] = [];
  #file: FileHandle | null = null;
  #end = 0;

  /** @throws WdhError `REJECTS_NOT_SPOOLED`; the spool is then unchanged. */
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

  /** Reads the chunks in their order. */
  async *chunks(): AsyncGenerator<Buffer> {
    for (const { position, length, nonce, tag } of this.#chunks) {
      const bytes = Buffer.alloc(length);
      // Only a file has chunks.
      await this.#file?.read(bytes, 0, length, position);
      const decryption = createDecipheriv(cipher, this.#key, nonce).setAuthTag(tag);
      yield Buffer.concat([decryption.update(bytes), decryption.final()]);
    }
  }

  /** Closes the file, which frees its disk space. */
  async close(): Promise<void> {
    // An error is ignored, because the chunks are not needed any more.
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

/** A full disk may store a part before it fails. */
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
      'Free space for temporary files, or set TMPDIR to a writable folder.',
    { code: 'REJECTS_NOT_SPOOLED', category: 'file', cause },
  );
}
