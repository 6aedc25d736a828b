import { describe, expect, it } from 'vitest';
import { errorFacts, errorLabel } from './error-facts.js';

describe('errorFacts', () => {
  it('follows the chain of causes', () => {
    const error = new Error('a', { cause: new TypeError('b', { cause: 'c' }) });
    expect(errorFacts(error)).toStrictEqual({
      name: 'Error',
      cause: { name: 'TypeError', cause: { name: 'a value of type string' } },
    });
  });

  it('terminates for a circular chain of causes', () => {
    const error = new Error('a');
    error.cause = error;
    let length = 0;
    for (let facts = errorFacts(error); ; facts = facts.cause) {
      length += 1;
      if (facts.cause === undefined) break;
    }
    expect(length).toBe(8);
  });

  it('accepts a code only if it is a string', () => {
    const numbered = Object.assign(new Error('a'), { code: 7 });
    expect(errorFacts(numbered)).toStrictEqual({ name: 'Error' });
    expect(errorLabel(numbered)).toBe('Error');
    expect(errorLabel(Object.assign(numbered, { code: 'ENOENT' }))).toBe('Error [ENOENT]');
  });
});
