import { describe, expect, it } from 'vitest';
import { isPromiseLike } from './is-promise-like.js';

describe('isPromiseLike', () => {
  it('finds a promise of any library', () => {
    expect(isPromiseLike(Promise.resolve(1))).toBe(true);
    expect(isPromiseLike({ then: () => undefined })).toBe(true);
  });

  it.each([[null], [undefined], [7], ['then'], [{}], [{ then: 'a column of this name' }]])(
    'treats %o as a plain value',
    (value) => {
      expect(isPromiseLike(value as unknown)).toBe(false);
    },
  );
});
