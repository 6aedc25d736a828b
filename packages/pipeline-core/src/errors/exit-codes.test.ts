import { expect, it } from 'vitest';
import { exitCodes } from './exit-codes.js';

it('has the exit codes that scripts rely on, and cannot be changed', () => {
  expect(exitCodes).toEqual({
    internal: 1,
    usage: 2,
    connection: 3,
    data: 4,
    schema: 5,
    locked: 6,
    file: 7,
    interrupted: 1,
    budget: 8,
  });
  expect(() => Object.assign(exitCodes, { usage: 0 })).toThrow(TypeError);
});
