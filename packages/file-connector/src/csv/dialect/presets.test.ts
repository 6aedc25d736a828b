import { expect, it } from 'vitest';
import { readText } from '../../../test/support/read-text.js';
import { csvOptionsHash, type CsvSourceOptions } from '../csv-source-options.js';
import { csvDialects, withPreset } from './presets.js';

const hash = (options: CsvSourceOptions): string => csvOptionsHash(options);

it('is overridden by the options beside it', () => {
  const options = { dialect: 'mysql', delimiter: ',', quote: undefined, columns: ['a'] } as const;
  expect(withPreset(options)).toEqual({
    ...csvDialects.mysql,
    delimiter: ',',
    recordSeparator: undefined,
    columns: ['a'],
  });
});

it('may be an object of options', () => {
  const dialect = { delimiter: '|', recordSeparator: '|\n', nullValues: ['?'] };
  expect(withPreset({ dialect, delimiter: ';' })).toMatchObject({ ...dialect, delimiter: ';' });
});

it('ends lines as the options beside it say', () => {
  expect(withPreset({ dialect: 'mysql', recordSeparator: ';' }).newline).toBeUndefined();
  const dialect = { recordSeparator: ';' };
  expect(withPreset({ dialect, newline: '\n' }).recordSeparator).toBeUndefined();
});

it.each([
  [{ dialect: 'oracle' }, 'dialect must be one of rfc4180, excel'],
  [{ dialect: 'toString' }, 'dialect must be one of'],
  [{ dialect: 7 }, 'dialect must be a name or an object'],
  [{ dialect: { columns: ['a'] } }, 'found columns'],
])('refuses %j', async (options, problem) => {
  await expect(readText('a', options as CsvSourceOptions)).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    message: expect.stringContaining(problem) as string,
  });
});

it('has the hash of the options that it stands for', () => {
  expect(hash({ dialect: 'excel' })).toBe(hash({}));
  expect(hash({ dialect: 'rfc4180' })).toBe(hash({}));
  expect(hash({ dialect: 'tsv' })).toBe(hash({ delimiter: '\t' }));
  expect(hash({ dialect: 'postgres-text' })).toBe(hash({ ...csvDialects['postgres-text'] }));
  expect(hash({ dialect: 'mysql' })).not.toBe(hash({ dialect: 'mysql', delimiter: ',' }));
});

it('counts each new option in the hash, but not its default', () => {
  const hashes = [
    {},
    { delimiter: '||' },
    { recordSeparator: ';' },
    { trimBlanks: true },
    { endMarker: '\\.' },
    { comment: '#' },
    { comment: '#', indentedComments: true },
    { escapes: 'mysql' },
    { escapes: 'mysql', quote: null },
    { escapes: 'postgres', quote: null },
  ] as const;
  expect(new Set(hashes.map(hash)).size).toBe(hashes.length);
  expect(hash({ trimBlanks: false, indentedComments: false })).toBe(hash({}));
});

it('keeps the hash of the older options', () => {
  expect(hash({ delimiter: ';', comment: '#' })).toBe(
    '1f38ee726ab16598e5e2ee4ea267c9a14c04e31bbf0d452a3dfc12e4c3eee327',
  );
});
