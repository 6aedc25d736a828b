import { isAscii } from 'node:buffer';

/** Bytes of a sample. */
const sampleBytes = 256 * 1024;
/** How far the first byte beyond ASCII is looked for. */
const searchedBytes = 16 * 1024 * 1024;

/** The beginning of a file. */
export interface Sample {
  /** The first bytes, up to the end of a line where there are more. */
  readonly head: Buffer;
  /** Bytes that show the encoding: from the first line with a byte beyond ASCII on. */
  readonly telling: Buffer;
  /** Whether `head` is all of the file. */
  readonly isWhole: boolean;
}

/** Reads as much of a file as shows what it looks like, 16 MB at most. */
export async function readSample(pieces: AsyncIterable<Buffer>): Promise<Sample> {
  const parts: Buffer[] = [];
  let telling: Buffer[] = [];
  let sizeBytes = 0;
  let tellingBytes = 0;
  let isWhole = true;
  for await (const piece of pieces) {
    if (sizeBytes >= sampleBytes) isWhole = false;
    if (sizeBytes < sampleBytes) parts.push(piece);
    sizeBytes += piece.length;
    // A piece of ASCII says nothing, but the line may begin in it.
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
  // Behind a byte that is inside no character of any encoding.
  const wordEnd = sample.findLastIndex((byte) => byte < 0x30);
  return sample.subarray(0, wordEnd + 1);
}

function fromFirstTelling(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte >= 0x80);
  const start = bytes.lastIndexOf('\n', first) + 1;
  const rest = bytes.subarray(start);
  return rest.length > sampleBytes ? untilLineEnd(rest) : rest;
}
