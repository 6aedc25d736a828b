import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inputFolders } from './input-folder.js';

describe('inputFolders', () => {
  it('returns absolute folders with their names, without uploads unless they are declared', () => {
    const url = new URL('inbox/', import.meta.url);
    expect(inputFolders(['data', { folder: url, name: 'Inbox', uploads: true }])).toEqual([
      { folder: resolve('data'), name: 'data', uploads: false },
      { folder: resolve(import.meta.dirname, 'inbox'), name: 'Inbox', uploads: true },
    ]);
  });

  it.each([
    ['no list', 'data', /must be a list of folders/],
    ['an empty path', [''], /Entry 1 of its inputs/],
    ['a NUL', ['data\0'], /Entry 1 of its inputs/],
    ['an address', ['ok', new URL('https://example.org/')], /Entry 2 of its inputs/],
    ['uploads that are a text', [{ folder: 'data', uploads: 'yes' }], /Entry 1 of its inputs/],
    ['a folder that is listed twice', ['data', './data/'], /"data" of its inputs is listed twice/],
  ])('refuses %s', (_, given, message) => {
    expect(() => inputFolders(given as never)).toThrow(
      expect.objectContaining({
        code: 'PROJECT_INVALID',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });
});
