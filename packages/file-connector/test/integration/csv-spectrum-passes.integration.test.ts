import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvSource } from '../../src/index.js';
import { readSource } from '../support/read-source.js';

const spectrum = dirname(createRequire(import.meta.url).resolve('csv-spectrum/package.json'));
const strayQuotes = 'location_coordinates.csv';
const files = readdirSync(join(spectrum, 'csvs')).filter((file) => file !== strayQuotes);

describe('csv-spectrum', () => {
  it('has eleven files of RFC 4180', () => {
    expect(files).toHaveLength(11);
  });

  it.each(files)('reads %s as expected', async (file) => {
    const json = readFileSync(join(spectrum, 'json', `${basename(file, '.csv')}.json`), 'utf8');
    const { rows, rejected } = await readSource(csvSource(join(spectrum, 'csvs', file)));
    expect(rows).toEqual(JSON.parse(json));
    expect(rejected).toEqual([]);
  });

  it('rejects the record with quotes inside an unquoted field, which RFC 4180 forbids', async () => {
    const { rows, rejected } = await readSource(csvSource(join(spectrum, 'csvs', strayQuotes)));
    expect(rows).toEqual([]);
    expect(rejected).toMatchObject([{ code: 'STRAY_QUOTE', rowNumber: 1, lineNumber: 2 }]);
  });
});
