import { isAscii } from 'node:buffer';
import { type Compression, decompress } from '../compression/decompress.js';
import type { Content } from '../input/content.js';

/** Size of a sample, in bytes. */
const sampleBytes = 256 * 1024;
/** Maximum number of bytes searched for the first non-ASCII byte. */
const searchedBytes = 16 * 1024 * 1024;

/** A sample from the beginning of a file. */
export interface Sample {
  /** The first bytes; of a longer file, up to the end of a line. */
  readonly head: Buffer;
  /** Bytes for detecting the encoding: from the first line with a non-ASCII byte on. */
  readonly telling: Buffer;
  /** Whether `head` is the whole file. */
  readonly isWhole: boolean;
}

/** Reads enough of a file to detect its format, at most 16 MB. */
async function readSample(pieces: AsyncIterable<Buffer>): Promise<Sample> {
  const parts: Buffer[] = [];
  let telling: Buffer[] = [];
  let sizeBytes = 0;
  let tellingBytes = 0;
  let isWhole = true;
  for await (const piece of pieces) {
    if (sizeBytes >= sampleBytes) isWhole = false;
    if (sizeBytes < sampleBytes) parts.push(piece);
    sizeBytes += piece.length;
    // A piece of pure ASCII shows nothing, but the line may begin in it.
    telling = tellingBytes > 0 || !isAscii(piece) ? [...telling, piece] : [piece];
    if (tellingBytes > 0 || !isAscii(piece)) tellingBytes += piece.length;
    if (!isWhole && (tellingBytes >= sampleBytes || sizeBytes >= searchedBytes)) break;
  }
  const whole = Buffer.concat(parts);
  const head = isWhole && whole.length <= sampleBytes ? whole : untilLineEnd(whole);
  if (tellingBytes === 0 || !isAscii(head)) return { head, telling: head, isWhole: head === whole };
  return { head, telling: fromFirstTelling(Buffer.concat(telling)), isWhole: false };
}

function untilLineEnd(whole: Buffer): Buffer {
  const sample = whole.subarray(0, sampleBytes);
  const lineEnd = sample.lastIndexOf('\n');
  if (lineEnd > 0) return sample.subarray(0, lineEnd + 1);
  // After a byte that is not inside a character in any encoding.
  const wordEnd = sample.findLastIndex((byte) => byte < 0x30);
  return sample.subarray(0, wordEnd + 1);
}

function fromFirstTelling(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte >= 0x80);
  const start = bytes.lastIndexOf('\n', first) + 1;
  const rest = bytes.subarray(start);
  return rest.length > sampleBytes ? untilLineEnd(rest) : rest;
}

/** Reads the sample of an input, and closes it. */
export async function sampleOf(
  content: Content,
  compression: Compression = 'auto',
): Promise<Sample> {
  try {
    const stored = content.read(() => undefined);
    return await readSample(decompress(stored, compression, content.name));
  } finally {
    await content.close();
  }
}
