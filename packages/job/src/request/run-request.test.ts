import { describe, expect, it } from 'vitest';
import { parseRunRequest } from './run-request.js';

describe('parseRunRequest', () => {
  it('returns a request that is valid', () => {
    const request = {
      version: 1,
      input: 'in.csv',
      mode: 'upsert',
      onBadRow: 'stop',
      errorThreshold: 0.5,
      dryRun: true,
      force: false,
      encoding: 'windows-1252',
      params: { day: '2026-01-31' },
    };
    expect(parseRunRequest(request)).toEqual(request);
    expect(parseRunRequest({})).toEqual({});
  });

  it.each([
    [null, /it must be an object/],
    [[], /it must be an object/],
    [new Map([['input', 'in.csv']]), /it must be an object/],
    [new Date(0), /it must be an object/],
    [Promise.resolve({}), /it must be an object/],
    ['in.csv', /it must be an object/],
    [{ inptu: 'in.csv' }, /inptu is not known/],
    [{ version: 2 }, /version must be 1/],
    [{ input: '' }, /input must not be empty/],
    [{ input: 7 }, /input must be a text/],
    [{ mode: 'merge' }, /mode must be one of append, upsert, insert_new, replace/],
    [{ onBadRow: 'skip' }, /onBadRow must be one of stop, collect/],
    [{ errorThreshold: 1.1 }, /errorThreshold must be a share from 0 to 1/],
    [{ errorThreshold: Number.NaN }, /errorThreshold must be a share from 0 to 1/],
    [{ dryRun: 'false' }, /dryRun must be true or false/],
    [{ encoding: 'ebcdic' }, /encoding must be one of utf-8/],
    [{ params: [] }, /params/],
    [{ mode: 'merge', force: 1 }, /mode .*; force must be true or false/],
  ])('refuses %j', (request, message) => {
    expect(() => parseRunRequest(request)).toThrow(
      expect.objectContaining({
        code: 'REQUEST_INVALID',
        category: 'usage',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });
});
