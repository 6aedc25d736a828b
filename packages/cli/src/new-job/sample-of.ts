import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { SourceInput } from '@wdh/file-connector';
import type { RowSource } from '@wdh/pipeline-core';
import type { JobSample } from './job-plan.js';
import type { ProfiledInput } from './profile-input.js';

/** A sample is for people and tests, not a copy of the file. */
const mostBytes = 64 * 1024;

/** The first records of a source, up to one that is malformed, and the line that ends them. */
interface FirstRecords {
  readonly rows: readonly object[];
  /** The physical line after them; null where the file ends with them. */
  readonly endLine: number | null;
}

/**
 * Copies the first records of a file, with all that comes before them, byte by byte. The copy is read
 * again, and used only if it has the same rows. Null where that is not so: a member of an
 * archive, most compressed files, or records of more than 64 KiB.
 */
export async function sampleOf(
  file: string,
  input: ProfiledInput,
  count: number,
): Promise<JobSample | null> {
  if (count === 0) return null;
  const reopen = (content: SourceInput) => input.format.reopen(content, input.profile);
  const { rows, endLine } = await firstRecords(reopen(file), count);
  // A member of an archive is no file of its own, and is not copied.
  const start = await firstBytes(file).catch(() => Buffer.alloc(0));
  const content = endLine === null ? start : firstLines(start, endLine - 1, input);
  if (rows.length === 0 || content === null || content.length > mostBytes) return null;
  const copied = await firstRecords(reopen(once(content)), count).catch(() => null);
  if (copied === null || JSON.stringify(copied.rows) !== JSON.stringify(rows)) return null;
  return { fileName: `sample${extname(file).toLowerCase()}`, content, records: rows.length };
}

async function firstRecords(source: RowSource<object>, count: number): Promise<FirstRecords> {
  const rows: object[] = [];
  for await (const batch of source.read()) {
    const malformedLine = batch.rejected[0]?.lineNumber ?? Infinity;
    for (const [index, row] of batch.rows.entries()) {
      const line = batch.lineNumbers[index] ?? 0;
      if (line > malformedLine || rows.length === count) {
        return { rows, endLine: Math.min(line, malformedLine) };
      }
      rows.push(row);
    }
    if (malformedLine !== Infinity) return { rows, endLine: malformedLine };
  }
  return { rows, endLine: null };
}

/** Reads a little more than a sample may have, so that a longer one is found. */
async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(mostBytes + 1),
      0,
      mostBytes + 1,
      0,
    );
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Cuts bytes after a number of lines; null if there are fewer. */
function firstLines(bytes: Buffer, lines: number, { profile }: ProfiledInput): Buffer | null {
  const isWide = profile.encoding.startsWith('utf-16');
  const isBigEndian = profile.encoding === 'utf-16be';
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  const units = isBigEndian ? Buffer.from(even).swap16() : bytes;
  // In every other supported encoding, the bytes of a newline are not part of another character.
  const text = units.toString(isWide ? 'utf16le' : 'latin1');
  const newline = /\r\n|\n|\r/g;
  for (let line = 0; line < lines; line += 1) if (!newline.test(text)) return null;
  return bytes.subarray(0, newline.lastIndex * (isWide ? 2 : 1));
}

// eslint-disable-next-line @typescript-eslint/require-await -- a source takes an asynchronous iterable
async function* once(content: Buffer): AsyncGenerator<Uint8Array> {
  yield content;
}
