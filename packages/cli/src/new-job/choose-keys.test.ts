import { profileFile } from '@wdh/file-connector';
import { expect, test } from 'vitest';
import { designTable } from '../generate/table-design.js';
import { chooseKeys, type KeyChoice, type KeyOptions } from './choose-keys.js';

// eslint-disable-next-line @typescript-eslint/require-await -- bytes are an asynchronous iterable
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function chosen(text: string, options: KeyOptions): Promise<KeyChoice> {
  const profile = await profileFile(bytesOf(text));
  return chooseKeys(options, designTable(profile), profile);
}

const unique = 'Row Id,kind,note\n1,a,\n2,a,x\n';
const repeated = 'kind,note\na,\na,x\n';

test.each<[string, string, KeyOptions, KeyChoice]>([
  ['merges by a unique column', unique, {}, { mode: 'upsert', key: ['row_id'], isProposed: true }],
  ['adds rows without one', repeated, {}, { mode: 'append', key: [], isProposed: false }],
  ['adds rows on request', unique, { key: [] }, { mode: 'append', key: [], isProposed: false }],
  [
    'takes names of the file and of the table, in their order',
    unique,
    { key: ['kind', 'Row Id'] },
    { mode: 'upsert', key: ['kind', 'row_id'], isProposed: false },
  ],
  [
    'keeps a proposed key with another mode',
    unique,
    { mode: 'append' },
    { mode: 'append', key: ['row_id'], isProposed: true },
  ],
])('%s', async (_, text, options, choice) => {
  expect(await chosen(text, options)).toEqual(choice);
});

test.each<[string, KeyOptions, string]>([
  [unique, { key: ['id'] }, 'no column "id" for the key: choose from row_id, kind, note'],
  [unique, { key: ['note'] }, 'note cannot be part of a key: it is empty in 1 of 2 rows'],
  [unique, { key: ['kind', 'kind'] }, 'names a column twice'],
  [unique, { key: [], mode: 'insert_new' }, 'Mode insert_new merges rows by a key'],
  [repeated, { mode: 'upsert' }, 'name the columns that identify a row with --key'],
])('for %j, refuses %j', async (text, options, message) => {
  await expect(chosen(text, options)).rejects.toMatchObject({
    code: 'KEY_INVALID',
    category: 'usage',
    message: expect.stringContaining(message) as string,
  });
});
