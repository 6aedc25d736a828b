import { describe, expect, it } from 'vitest';
import { checkStep } from './check-step.js';
import type { ErasedStep } from './pipeline-step.js';
import { keepRow } from './step-result.js';

const apply = (row: object) => keepRow(row);
const execute = (rows: readonly object[]) => rows;
/** Values that untyped code may pass. */
const untyped = (step: unknown) => step as ErasedStep;

describe('checkStep', () => {
  it('accepts both kinds of step, in object and in class form', () => {
    class Kept {
      readonly name = 'kept';
      apply(row: object) {
        return keepRow(row);
      }
    }
    for (const step of [{ name: 'a', apply }, { name: 'a', execute }, new Kept()]) {
      expect(() => checkStep(untyped(step))).not.toThrow();
    }
  });

  it.each([
    ['a function', apply],
    ['a class', Set],
    ['null', null],
    ['a step without a name', { apply }],
    ['a step with an empty name', { name: '', apply }],
    ['a step with a name that is not a string', { name: 7, apply }],
    ['an object without apply and execute', { name: 'a' }],
    ['an object whose apply is not a function', { name: 'a', apply: 'x' }],
    ['a step of both kinds at once', { name: 'a', apply, execute }],
  ])('refuses %s', (_, step) => {
    expect(() => checkStep(untyped(step))).toThrow(
      expect.objectContaining({
        code: 'STEP_INVALID',
        category: 'usage',
        summary: expect.stringMatching(/^A step is an object with a name and one of/) as string,
      }),
    );
  });

  it.each([0, -1, 1.5, NaN, Infinity])('refuses concurrency %d', (concurrency) => {
    expect(() => checkStep(untyped({ name: 'a', apply, concurrency }))).toThrow(
      '[STEP_INVALID] Option concurrency of step a must be a whole number from 1.',
    );
  });

  it.each([1, 64, undefined])('accepts concurrency %o', (concurrency) => {
    expect(() => checkStep(untyped({ name: 'a', apply, concurrency }))).not.toThrow();
  });

  it.each([{ apply }, { execute }])('refuses an invalid retry: %o', (method) => {
    const retry = { retriableErrors: [], maxAttempts: 0 };
    expect(() => checkStep(untyped({ name: 'a', ...method, retry }))).toThrow(
      /RETRY_CONFIG_INVALID/,
    );
  });
});
