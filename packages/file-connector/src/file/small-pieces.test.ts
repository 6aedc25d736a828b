import fc from 'fast-check';
import { expect, it } from 'vitest';
import { smallPiecesOf } from './small-pieces.js';

// eslint-disable-next-line @typescript-eslint/require-await -- the source is an asynchronous iterable
async function* readsOf(reads: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* reads;
}

async function piecesOf(reads: readonly Buffer[]): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of smallPiecesOf(readsOf(reads))) pieces.push(piece);
  return pieces;
}

const line = fc.integer({ min: 0, max: 200_000 }).map((length) => 'x'.repeat(length));

it('passes every byte on in order, in pieces that are neither empty nor long', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 6 }),
      fc.integer({ min: 1_000, max: 300_000 }),
      async (lines, readBytes) => {
        const all = Buffer.from(lines.join('\n'));
        const count = Math.ceil(all.length / readBytes);
        const reads = Array.from({ length: count }, (_, at) =>
          all.subarray(at * readBytes, (at + 1) * readBytes),
        );
        const pieces = await piecesOf(reads);
        expect(Buffer.concat(pieces).equals(all)).toBe(true);
        expect(pieces.every(({ length }) => length > 0 && length < 160 * 1024)).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

it('ends pieces behind a line feed', async () => {
  const reads = ['a\nb', 'c\nd', 'e'].map((text) => Buffer.from(text));
  expect((await piecesOf(reads)).map(String)).toEqual(['a\n', 'bc\n', 'de']);
});
