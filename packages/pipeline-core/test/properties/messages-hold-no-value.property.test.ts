import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pipeline, validateRows } from '../../src/index.js';
import { validators } from './schema-kinds.js';

/** Values that no message would contain by chance, of every type that a cell may have. */
const word = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9]{6}$/),
    fc.constantFrom(
      '',
      '"',
      "'",
      '\n',
      '\\',
      ' (was ',
      ' received ',
      'é',
      '…',
      ') must be...',
      ',',
    ),
  )
  .map(([text, special]) => `canary${special}${text}`);
const number = fc.integer({ min: 700_000_000, max: 799_999_999 });
const scalar = fc.oneof(
  word,
  number,
  number.map((value) => value + 0.5),
  number.map(BigInt),
  number.map((value) => new Date(value * 1000)),
);
const cell = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ kind: scalar, deep: fc.record({ kind: scalar }) }) },
  { weight: 1, arbitrary: fc.array(scalar, { minLength: 1 }).map((values) => new Set(values)) },
  { weight: 1, arbitrary: scalar.map((value) => new Map([['key', value]])) },
  { weight: 1, arbitrary: fc.constantFrom(null, undefined, true, NaN, '') },
);

/** The parts that would reveal a value: every word and number in it. */
const canary = /canary|7\d{8}|19[0-9]{2}-|Sat |Sun |Mon |Tue |Wed |Thu |Fri /;

/** arktype compiles each schema, which is slow. */
const numRuns = 300;

describe.each(validators)('validateRows with $name', ({ kinds, make }) => {
  it('reports fields by name and never a value, for every kind of field', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...kinds], { minLength: 1, maxLength: 4 }),
        fc.array(cell, { minLength: 4, maxLength: 4 }),
        async (chosen, cells) => {
          const row = Object.fromEntries(chosen.map((kind, index) => [kind, cells[index]]));
          const { errors, rejectedRows, failure } = await new Pipeline<object>('canaries')
            .addStep(validateRows(make(chosen)))
            .run([row]);

          for (const { field, code, message } of errors) {
            expect(message).not.toMatch(canary);
            expect(message).not.toBe('');
            expect(code).toMatch(/^INVALID_[A-Z][A-Z0-9_]*$/);
            if (field !== null) expect(chosen).toContain(field.split('.')[0]);
          }
          for (const { message } of rejectedRows) expect(message).not.toMatch(canary);
          expect(String(failure)).not.toMatch(canary);
          expect(JSON.stringify(failure)).not.toMatch(canary);
        },
      ),
      { numRuns },
    );
  }, 180_000);

  it('fails every kind of field for some value', async () => {
    const reported = new Set<string>();
    for (const kind of kinds) {
      for (const value of ['canary', 71, null, [], {}, new Date(0)]) {
        const { errors } = await new Pipeline<object>('canaries')
          .addStep(validateRows(make([kind])))
          .run([{ [kind]: value }]);
        if (errors.some(({ field }) => field?.split('.')[0] === kind)) reported.add(kind);
      }
    }
    expect([...reported].toSorted()).toEqual([...kinds].toSorted());
  });
});
