import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstInOrder } from './first-in-order.js';

test('firstInOrder returns what a sort of all texts begins with', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string(), { maxLength: 60 }),
      fc.integer({ min: 1, max: 70 }),
      (texts, count) => {
        expect(firstInOrder(texts, count)).toEqual(texts.toSorted().slice(0, count));
      },
    ),
  );
});
