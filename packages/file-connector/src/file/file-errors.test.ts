import { WdhError } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { readError, writeError } from './file-errors.js';

const errno = (code: string) => Object.assign(new Error(`${code}: x`), { errno: -1, code });

describe('readError', () => {
  it.each([
    ['ENOENT', 'FILE_NOT_FOUND'],
    ['ENOTDIR', 'FILE_NOT_FOUND'],
    ['EISDIR', 'NOT_A_FILE'],
    ['ENXIO', 'NOT_A_FILE'],
    ['EACCES', 'FILE_NOT_READABLE'],
    ['ELOOP', 'FILE_NOT_READABLE'],
    ['EIO', 'FILE_NOT_READABLE'],
  ])('translates %s to %s and names the path', (code, expected) => {
    const error = readError(errno(code), 'in.csv');
    expect(error).toMatchObject({ code: expected, category: 'file', isRetryable: false });
    expect(error).toHaveProperty('message', expect.stringContaining('in.csv'));
  });

  it('says that a lack of descriptors may pass', () => {
    expect(readError(errno('EMFILE'), 'in.csv')).toMatchObject({ isRetryable: true });
  });

  it('leaves other errors alone', () => {
    const own = new WdhError('x', { code: 'X', category: 'data' });
    expect(readError(own, 'in.csv')).toBe(own);
    expect(readError('thrown', 'in.csv')).toBe('thrown');
  });
});

describe('writeError', () => {
  it.each([
    ['ENOENT', 'Create its folder'],
    ['EACCES', 'permission'],
    ['ENOSPC', 'Make room'],
    ['EIO', 'Check the path'],
  ])('translates %s and says what to do', (code, advice) => {
    const error = writeError(errno(code), 'out.csv');
    expect(error).toMatchObject({ code: 'FILE_NOT_WRITABLE', category: 'file' });
    expect(error).toHaveProperty('message', expect.stringContaining(advice));
  });

  it('leaves other errors alone', () => {
    const own = new TypeError('x');
    expect(writeError(own, 'out.csv')).toBe(own);
  });
});
