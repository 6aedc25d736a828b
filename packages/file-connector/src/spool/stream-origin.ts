import { addAbortSignal, Readable } from 'node:stream';
import type { ByteStream } from '../input/content.js';
import type { OriginOptions } from '../input/origin-options.js';
import type { ProgressListener } from '../input/progress.js';
import { misuse, StreamContent } from '../input/stream-content.js';
import type { Origin } from './origin.js';
import { spool, type SpoolFile } from './spool-file.js';

/** Streams that were copied, by any origin: the standard input of a process is read once. */
const taken = new WeakSet<object>();

/**
 * Returns the origin of a stream, such as the standard input. It is copied once.
 *
 * @throws WdhError `STREAM_ALREADY_READ`, `STREAM_NOT_BYTES` (usage) on copying
 */
export function streamOrigin(stream: ByteStream, name: string, options: OriginOptions): Origin {
  return {
    name,
    copy: (onProgress, signal) => copyStream({ stream, name, options }, onProgress, signal),
  };
}

interface NamedStream {
  readonly stream: ByteStream;
  readonly name: string;
  readonly options: OriginOptions;
}

async function copyStream(
  { stream, name, options }: NamedStream,
  onProgress: ProgressListener,
  signal: AbortSignal,
): Promise<SpoolFile> {
  signal.throwIfAborted();
  if (taken.has(stream)) throw misuse('STREAM_ALREADY_READ', `${name} has been read already`);
  taken.add(stream);
  // A stream that waits for bytes ends at once, instead of with its next piece.
  if (stream instanceof Readable) addAbortSignal(signal, stream);
  const pieces = new StreamContent(stream, name).read(
    ({ bytesRead }) => onProgress({ phase: 'identify', bytesRead, totalBytes: null }),
    signal,
  );
  try {
    return await spool(pieces, name, options.temporaryFolder);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
