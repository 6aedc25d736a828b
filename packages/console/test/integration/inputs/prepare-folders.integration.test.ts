import { mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareFolders } from '../../../src/inputs/prepare-folders.js';

test('a folder for uploads is created, and loses what an upload to a killed console has left', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'wdh-prepared-')), 'new', 'inbox');
  await prepareFolders([{ folder, name: 'inbox', uploads: true }]);
  for (const name of ['.wdh-upload-old', '.wdh-upload-new', 'a.csv']) {
    writeFileSync(join(folder, name), '');
  }
  utimesSync(join(folder, '.wdh-upload-old'), 0, 0);
  await prepareFolders([{ folder, name: 'inbox', uploads: true }]);
  expect(readdirSync(folder).toSorted()).toEqual(['.wdh-upload-new', 'a.csv']);
});
