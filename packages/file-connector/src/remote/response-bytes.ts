import type { IncomingMessage } from 'node:http';
import zlib from 'node:zlib';
import { type Decompressor, inflate } from '../compression/inflate.js';
import type { ProgressListener } from '../input/progress.js';
import { downloadFailed, networkError } from './download-errors.js';

/** What reading the body of a response needs. */
export interface ReadingResponse {
  readonly name: string;
  readonly idleTimeoutMs: number;
  readonly onProgress: ProgressListener;
  readonly signal: AbortSignal;
}

/**
 * Yields the bytes of a response without their content encoding, and fails unless all have arrived.
 *
 * @throws WdhError `DOWNLOAD_FAILED`, `COMPRESSION_DAMAGED` (file)
 */
export async function* responseBytes(
  response: IncomingMessage,
  reading: ReadingResponse,
): AsyncGenerator<Buffer> {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const sent = sentBytes(response, reading);
  if (encoding === 'identity' || encoding === '') {
    yield* sent;
    return;
  }
  const engine = decoderFor(encoding);
  if (engine === null) {
    response.destroy();
    const how = 'is sent in a content encoding other than gzip, deflate and br.';
    throw downloadFailed(reading.name, how);
  }
  yield* inflate(sent, engine, reading.name);
}

function decoderFor(encoding: string): Decompressor | null {
  if (encoding === 'gzip' || encoding === 'x-gzip') return zlib.createGunzip();
  if (encoding === 'deflate') return zlib.createInflate();
  return encoding === 'br' ? zlib.createBrotliDecompress() : null;
}

async function* sentBytes(
  response: IncomingMessage,
  { name, idleTimeoutMs, onProgress, signal }: ReadingResponse,
): AsyncGenerator<Buffer> {
  const declared = response.headers['content-length'];
  const totalBytes = declared === undefined ? null : Number(declared);
  let bytesRead = 0;
  const expire = (): void => {
    const how = `sent nothing for ${idleTimeoutMs} ms after ${bytesRead} bytes. Try again.`;
    response.destroy(downloadFailed(name, how, { isRetryable: true }));
  };
  let timer = setTimeout(expire, idleTimeoutMs);
  try {
    for await (const piece of response as AsyncIterable<Buffer>) {
      // The time in which the reader is busy does not count.
      clearTimeout(timer);
      bytesRead += piece.length;
      onProgress({ phase: 'identify', bytesRead, totalBytes });
      yield piece;
      timer = setTimeout(expire, idleTimeoutMs);
    }
    if (!response.complete) throw cutOff(name, bytesRead, totalBytes);
  } catch (error) {
    signal.throwIfAborted();
    if (isCut(error)) throw cutOff(name, bytesRead, totalBytes, error);
    throw networkError(error, name);
  } finally {
    clearTimeout(timer);
  }
}

/** The errors by which Node reports a body that ends too early. */
const isCut = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE');

function cutOff(
  name: string,
  bytesRead: number,
  totalBytes: number | null,
  cause?: unknown,
): Error {
  const all = totalBytes === null ? '' : ` of ${totalBytes}`;
  const how = `was cut off after ${bytesRead}${all} bytes. Try again.`;
  return downloadFailed(name, how, { isRetryable: true, cause });
}
