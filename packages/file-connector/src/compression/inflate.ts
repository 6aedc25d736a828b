import { once } from 'node:events';
import type { Transform } from 'node:stream';
import { compressionDamaged } from './compression-errors.js';

/** A decompressor of node:zlib, which counts the bytes that it has consumed. */
export type Decompressor = Transform & { readonly bytesWritten: number };

/**
 * Sends bytes through a decompressor, no faster than the output is consumed.
 *
 * @throws WdhError `COMPRESSION_DAMAGED` (file) when the bytes are truncated, do not match their
 * checksum, or are followed by others; any error of `pieces`.
 */
export async function* inflate(
  pieces: AsyncIterable<Buffer>,
  engine: Decompressor,
  path: string,
): AsyncGenerator<Buffer> {
  const ended = new AbortController();
  let fedBytes = 0;
  const failure: { ofSource: Error | null } = { ofSource: null };
  async function feed(): Promise<void> {
    try {
      for await (const piece of pieces) {
        if (ended.signal.aborted) return;
        fedBytes += piece.length;
        if (!engine.write(piece)) await once(engine, 'drain', { signal: ended.signal });
      }
      engine.end();
    } catch (error) {
      if (ended.signal.aborted) return;
      failure.ofSource =
        error instanceof Error ? error : new Error('The source failed.', { cause: error });
      engine.destroy(failure.ofSource);
    }
  }
  engine.once('error', () => ended.abort());
  const feeding = feed();
  try {
    yield* engine as AsyncIterable<Buffer>;
  } catch (error) {
    throw failure.ofSource ?? damage(error, path);
  } finally {
    ended.abort();
    engine.destroy();
    await feeding;
  }
  // zlib does not report bytes after the end that begin with a zero.
  if (engine.bytesWritten < fedBytes) {
    throw compressionDamaged(path, 'continues after the end of its compressed content');
  }
}

function damage(error: unknown, path: string): Error {
  const isCutShort = error instanceof Error && error.message === 'unexpected end of file';
  const how = isCutShort ? 'ends in the middle of its compressed content' : 'is damaged';
  return compressionDamaged(path, how, error);
}
