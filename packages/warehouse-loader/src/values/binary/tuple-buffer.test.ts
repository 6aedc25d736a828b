import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TupleBuffer } from './tuple-buffer.js';

const tuples = new TupleBuffer();

/** The bytes of a text, without its length; null if it is refused. */
function written(text: string): Buffer | null {
  tuples.at = 0;
  if (!tuples.addText(text)) return null;
  const bytes = tuples.bytes.subarray(0, tuples.at);
  return bytes.readInt32BE(0) === bytes.length - 4 ? bytes.subarray(4) : bytes;
}

const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }),
  fc.integer({ min: 1, max: 0x7f }),
  fc.constantFrom(0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff),
  fc.constantFrom(0xd83d, 0xde00),
);

test('writes any text as UTF-8, and refuses NUL and halves of surrogate pairs', () => {
  const texts = fc.oneof(
    fc
      .array(fc.integer({ min: 0, max: 0x10_ff_ff }), { maxLength: 40 })
      .map((points) => String.fromCodePoint(...points)),
    fc.array(unit, { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const bytes = Buffer.from(text);
      const isStored = !text.includes('\0') && bytes.toString() === text;
      // Faster than an assertion for each text.
      return isStored ? written(text)?.equals(bytes) === true : written(text) === null;
    }),
    { numRuns: 1_000 },
  );
});

test('asks about the texts beyond ASCII, short and long', () => {
  const asked: string[] = [];
  for (const text of ['é', 'ascii', 'x'.repeat(30), 'é'.repeat(30)]) {
    const isAdded = new TupleBuffer().addText(text, (found) => {
      asked.push(found);
      return false;
    });
    expect([text, isAdded]).toEqual([text, !text.startsWith('é')]);
  }
  expect(asked).toEqual(['é', 'é'.repeat(30)]);
});
