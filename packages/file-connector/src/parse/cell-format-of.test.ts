import { Readable } from 'node:stream';
import { Pipeline } from '@wdh/pipeline-core';
import { expect, it } from 'vitest';
import { readSource } from '../../test/support/read-source.js';
import { csvSource } from '../csv/csv-source.js';
import { type CellFormatOption, cellFormatOf } from './cell-format-of.js';
import { dateFormat } from './dates/date-format.js';
import { parseCells } from './parse-cells.js';

it.each([
  ['number:1.234,56', '-1.234,50', '-1234.50'],
  ['date:DD.MM.YYYY', '05.03.2025', '2025-03-05'],
  ['datetime:DD.MM.YYYY HH:mm', '05.03.2025 13:45', '2025-03-05T13:45:00'],
])('%s reads cells by its name', (name, cell, value) => {
  const format = cellFormatOf(name);
  expect(format.name).toBe(name);
  expect(format.parse(cell)).toBe(value);
});

it.each(['', 'DD.MM.YYYY', 'numeric:1', 'Date:YYYY-MM-DD'])('%j is no format', (name) => {
  expect(() => cellFormatOf(name)).toThrow('begin it with number:, date: or datetime:');
});

it('readers and the row step take the name of a format', async () => {
  const formats = { price: 'number:1.234,56', day: 'date:DD.MM.YYYY' } as const;
  const text = 'price;day\n1.000,5;05.03.2025\n1;5.3.2025\n';
  const source = csvSource(Readable.from([Buffer.from(text)]), { delimiter: ';', formats });
  const { rows, rejected } = await readSource(source);
  expect(rows).toEqual([{ price: '1000.5', day: '2025-03-05' }]);
  expect(rejected).toMatchObject([{ code: 'NOT_A_DATE', field: 'day', lineNumber: 3 }]);
  const step = parseCells<{ price: string; day: string }, 'price' | 'day'>(formats);
  const { outputData } = await new Pipeline<{ price: string; day: string }>('p')
    .addStep(step)
    .run([{ price: '2,50', day: '06.03.2025' }]);
  expect(outputData).toEqual([{ price: '2.50', day: '2025-03-06' }]);
});

it('the name and the format itself are the same option', async () => {
  const hash = async (format: CellFormatOption): Promise<unknown> => {
    const source = csvSource(import.meta.filename, { formats: { a: format } });
    return (await source.identify()).optionsSha256;
  };
  expect(await hash('date:DD.MM.YYYY')).toBe(await hash(dateFormat(['DD.MM.YYYY'])));
  expect(await hash('date:DD.MM.YYYY')).not.toBe(await hash('date:MM.DD.YYYY'));
});
