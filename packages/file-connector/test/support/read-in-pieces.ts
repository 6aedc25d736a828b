import type { RowSource } from '@wdh/pipeline-core';
import { expect } from 'vitest';
import type { ReadStatistics } from '../../src/index.js';
import { readSource } from './read-source.js';

type Source = RowSource<Record<string, unknown>> & { readonly statistics: ReadStatistics };
type Outcome = Awaited<ReturnType<typeof readSource<Record<string, unknown>>>> & {
  readonly statistics: Omit<ReadStatistics, 'bytesRead'>;
};

// eslint-disable-next-line @typescript-eslint/require-await -- the source is an asynchronous iterable
async function* bytesOf(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size)
    yield bytes.subarray(start, start + size);
}

/** Reads bytes whole and in pieces of a few bytes, and expects the same outcome, also of an error. */
export async function readInPieces(
  content: string | Buffer,
  open: (bytes: AsyncIterable<Uint8Array>) => Source,
  sizes: readonly number[] = [1, 7],
): Promise<Outcome> {
  const bytes = Buffer.from(content as string);
  const whole = await outcomeOf(open(bytesOf(bytes, 1e7)));
  for (const size of sizes) {
    expect(await outcomeOf(open(bytesOf(bytes, size)))).toEqual(whole);
  }
  if (whole instanceof Error) throw whole;
  return whole;
}

async function outcomeOf(source: Source): Promise<Outcome | Error> {
  try {
    const read = await readSource(source);
    const { bytesRead: _, ...statistics } = source.statistics;
    return { ...read, statistics };
  } catch (error) {
    return error as Error;
  }
}
