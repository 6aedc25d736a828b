import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uniqueNamesRule } from './unique-names-rule.js';

/** A JSON text in which an object may have a name twice, and whether one has. */
const documents = fc.letrec<{ value: Document; object: Document; array: Document; leaf: Document }>(
  (tie) => ({
    value: fc.oneof({ maxDepth: 5 }, tie('leaf'), tie('object'), tie('array')),
    leaf: fc
      .oneof(
        fc.string(),
        fc.integer(),
        fc.constantFrom(null, true, '\\', '"', '{"a":1,"a":2}', '字'),
      )
      .map((value) => ({ text: JSON.stringify(value), isTwice: false })),
    array: fc.array(tie('value'), { maxLength: 4 }).map((parts) => ({
      text: `[${parts.map(({ text }) => text).join(', ')}]`,
      isTwice: parts.some(({ isTwice }) => isTwice),
    })),
    object: fc
      .array(
        fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', '', 'é', 'a"', '\\', '\n'), tie('value')),
        {
          maxLength: 4,
        },
      )
      .map((pairs) => ({
        text: `{${pairs.map(([name, { text }]) => `${JSON.stringify(name)} :${text}`).join(',')}}`,
        isTwice:
          new Set(pairs.map(([name]) => name)).size < pairs.length ||
          pairs.some(([, { isTwice }]) => isTwice),
      })),
  }),
);

interface Document {
  readonly text: string;
  readonly isTwice: boolean;
}

test('refuses exactly the documents in which an object has a name twice', () => {
  fc.assert(
    fc.property(documents.value, ({ text, isTwice }) => {
      expect([text, isRefused(text)]).toEqual([text, isTwice]);
    }),
    { numRuns: 1_000 },
  );
});

function isRefused(text: string): boolean {
  if (uniqueNamesRule.plain?.test(text) === true) return false;
  try {
    uniqueNamesRule.check(text);
    return false;
  } catch {
    return true;
  }
}
