import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { profileJsonLines } from './profile-json-lines.js';
import { profileJson, type ProfileJsonOptions } from './profile-json.js';

const profile = (text: string, options: ProfileJsonOptions = {}) =>
  profileJson(Readable.from([Buffer.from(text)]), options);

test('profiles the records of a document as those of lines', async () => {
  const lines = ['{"id":1,"at":"2024-01-02"}', '{"id":12345678901,"note":""}'];
  const { columns } = await profileJsonLines(Readable.from([Buffer.from(lines.join('\n'))]));
  const found = await profile(`{"items":[${lines.join(',')}]}`, { at: 'items' });
  expect(found.columns).toEqual(columns);
  expect(found).toMatchObject({
    format: 'json',
    rows: 2,
    candidateKeys: ['id'],
    readOptions: { at: 'items', numbers: 'text' },
  });
});

test('describes elements that are not objects as malformed', async () => {
  const { malformed, rows } = await profile('[{"a":1},\n7]');
  expect(rows).toBe(1);
  expect(malformed).toEqual({ count: 1, first: [{ lineNumber: 2, code: 'NOT_AN_OBJECT' }] });
});

test('profiles nested values by their columns', async () => {
  const options = { renameColumns: { 'a.n': 'n' }, columns: ['n'] };
  const { columns } = await profile('[{"a":{"n":1.5}},{"a":{"n":20}}]', options);
  expect(columns).toMatchObject([{ name: 'n', type: 'numeric', min: '1.5', max: '20' }]);
});

test('throws for a document that is cut off', async () => {
  await expect(profile('[{"a":1}')).rejects.toMatchObject({ code: 'JSON_DOCUMENT_INCOMPLETE' });
});
