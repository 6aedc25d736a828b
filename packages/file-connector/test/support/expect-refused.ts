import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { csvSource, type CsvSourceOptions } from '../../src/index.js';

/**
 * Expects that neither the identity nor a row of an input is read, and that no temporary file is
 * left.
 *
 * @param folder - Takes the temporary files, in a folder of their own.
 */
export async function expectRefused(
  folder: string,
  input: string,
  expected: { readonly code: string; readonly summary: RegExp },
  options: CsvSourceOptions = {},
): Promise<void> {
  const spool = join(folder, 'spool');
  await mkdir(spool, { recursive: true });
  const refusal = {
    code: expected.code,
    category: 'file',
    summary: expect.stringMatching(expected.summary) as string,
  };
  const source = csvSource(input, { ...options, temporaryFolder: spool });
  await expect(source.identify()).rejects.toMatchObject(refusal);
  const batches = source.read()[Symbol.asyncIterator]();
  await expect(batches.next()).rejects.toMatchObject(refusal);
  expect(await readdir(spool)).toEqual([]);
}
