import { WdhError } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { readError, writeError } from './file-errors.js';

const errno = (code: string) => Object.assign(new Error(`${code}: x`), { errno: -1, code });

describe('readError', () => {
  it('translates the error of Node for a path with a NUL character', () => {
    const error = readError(new TypeError('without null bytes'), 'in\0.csv');
    expect(error).toMatchObject({ code: 'FILE_NOT_FOUND', category: 'file' });
    expect(error).toHaveProperty('message', expect.stringContaining('NUL character'));
  });

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

  const login = 'user:secret';

  it.each([
    [`ftp://${login}@example.org/in.csv`, 'A URL (ftp:)', 'download it first'],
    ['https:/user:secret@example.org/in.csv', 'A URL (https:)', 'download it first'],
    ['jdbc:postgresql://user:secret@host/db', 'A URL (jdbc:postgresql:)', 'download it first'],
    ['S3://bucket/secret.csv', 'A URL (S3:)', 'download it first'],
    ['file:///data/secret.csv', 'A URL (file:)', 'fileURLToPath'],
  ])('explains what is supported instead of %s, and repeats no URL', (path, problem, advice) => {
    const error = readError(errno('ENOENT'), path) as Error;
    expect(error).toMatchObject({ code: 'FILE_NOT_FOUND', category: 'file' });
    expect(error.message).toContain(problem);
    expect(error.message).toContain('path of a local file');
    expect(error.message).toContain(advice);
    expect(error.message).not.toContain('secret');
  });

  it('treats other paths as paths', () => {
    for (const path of ['C:\\in.csv', 'a:b', 'x://', '--', 'folder//in.csv', '1://x']) {
      const error = readError(errno('ENOENT'), path) as Error;
      expect(error.message).toContain(`There is no file ${path}.`);
    }
  });

  it('reports a lack of file descriptors as retryable', () => {
    expect(readError(errno('EMFILE'), 'in.csv')).toMatchObject({ isRetryable: true });
  });

  it('returns other errors unchanged', () => {
    const own = new WdhError('x', { code: 'X', category: 'data' });
    expect(readError(own, 'in.csv')).toBe(own);
    expect(readError('thrown', 'in.csv')).toBe('thrown');
  });
});

describe('writeError', () => {
  it.each([
    ['ENOENT', 'Create its folder'],
    ['EACCES', 'permission'],
    ['ENOSPC', 'Free space'],
    ['EIO', 'Check the path'],
  ])('translates %s and advises what to do', (code, advice) => {
    const error = writeError(errno(code), 'out.csv');
    expect(error).toMatchObject({ code: 'FILE_NOT_WRITABLE', category: 'file' });
    expect(error).toHaveProperty('message', expect.stringContaining(advice));
  });

  it('returns other errors unchanged', () => {
    const own = new TypeError('x');
    expect(writeError(own, 'out.csv')).toBe(own);
  });
});
