import zlib from 'node:zlib';
import { withHead } from '../bytes/with-head.js';
import {
  compressionMismatch,
  contentNotSupported,
  innerContentNotSupported,
} from './compression-errors.js';
import { contentKind, contentKindBytes } from './content-kind.js';
import { type Decompressor, inflate } from './inflate.js';

/**
 * How a file is compressed. `auto` detects gzip and zstd by their first bytes; brotli has no
 * signature, so it must be named.
 */
export type Compression = 'auto' | 'none' | 'gzip' | 'zstd' | 'brotli';

/**
 * Decompresses the bytes of a file; an uncompressed file is passed on unchanged.
 *
 * @throws WdhError `COMPRESSION_DAMAGED`, `COMPRESSION_MISMATCH`, `CONTENT_NOT_SUPPORTED` (file)
 */
export async function* decompress(
  pieces: AsyncIterable<Buffer>,
  compression: Compression,
  path: string,
): AsyncGenerator<Buffer> {
  if (compression === 'none') {
    yield* pieces;
    return;
  }
  const whole = withHead(pieces, contentKindBytes);
  try {
    const first = await whole.next();
    const head = first.done === true ? Buffer.alloc(0) : first.value;
    const engine = decompressorFor(head, compression, path);
    const stored = startingWith(head, whole);
    if (engine === null) yield* stored;
    else yield* expectText(inflate(stored, engine, path), path, compression, head);
  } finally {
    await whole.return(undefined);
  }
}

function decompressorFor(
  head: Buffer,
  compression: Exclude<Compression, 'none'>,
  path: string,
): Decompressor | null {
  if (compression === 'brotli') return zlib.createBrotliDecompress();
  const kind = contentKind(head);
  if (compression !== 'auto' && kind !== compression) throw compressionMismatch(path, compression);
  if (kind === null) return null;
  if (kind === 'gzip') return zlib.createGunzip({ chunkSize: 64 * 1024 });
  // From Node 22.15 on.
  const { createZstdDecompress } = zlib as typeof zlib & {
    readonly createZstdDecompress?: () => Decompressor;
  };
  if (kind !== 'zstd' || createZstdDecompress === undefined) throw contentNotSupported(path, kind);
  return createZstdDecompress();
}

/** Throws for decompressed content that is not text, such as the archive in a `.tar.gz`. */
async function* expectText(
  pieces: AsyncIterable<Buffer>,
  path: string,
  compression: Compression,
  stored: Buffer,
): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const piece of withHead(pieces, contentKindBytes)) {
    const kind = isFirst ? contentKind(piece) : null;
    const outer = compression === 'auto' ? (contentKind(stored) ?? compression) : compression;
    if (kind !== null) throw innerContentNotSupported(path, outer, kind);
    isFirst = false;
    yield piece;
  }
}

async function* startingWith(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  yield* rest;
}
