import { join } from 'node:path';
import { expect, it } from 'vitest';
import { csvSource, dateFormat, dateTimeFormat, profileFile } from '../../src/index.js';
import { readSource } from '../support/read-source.js';

const path = join(import.meta.dirname, '../fixtures/read-any-file/dates-and-times.csv');

it('dates and times are converted exactly, and each cell that has no meaning is rejected', async () => {
  const source = csvSource(path, {
    delimiter: ';',
    formats: {
      day: dateFormat(['DD.MM.YYYY']),
      named: dateFormat(['D. MMMM YYYY'], { languages: ['de'] }),
      two_digits: dateFormat(['DD-MMM-YY'], { pivot: 1970 }),
      sent: dateTimeFormat(['DD.MM.YYYY HH:mm'], { zone: 'Europe/Berlin' }),
      clock: 'datetime:M/D/YYYY h:mm A',
      serial: 'datetime:excel-1900',
      epoch: 'datetime:epoch-seconds',
    },
  });
  const { rows, rejected } = await readSource(source);
  expect(rows).toEqual([
    {
      day: '2025-03-05',
      named: '2025-03-05',
      two_digits: '2025-03-05',
      sent: '2025-03-05T14:30:00+01:00',
      clock: '2025-03-05T14:30:00',
      serial: '2025-03-05T14:30:00',
      epoch: '2025-03-05T14:30:00.5Z',
    },
    {
      day: '1970-12-31',
      named: '1970-12-31',
      two_digits: '1970-12-31',
      sent: '2025-10-26T03:30:00+01:00',
      clock: '1970-12-31T12:00:00',
      serial: '1970-12-31T12:00:00',
      epoch: '1969-12-31T23:59:59.999999Z',
    },
  ]);
  expect(rejected).toMatchObject([
    {
      lineNumber: 3,
      field: 'sent',
      code: 'NOT_A_DATE_TIME',
      message:
        'expected a date and time as 05.03.2025 14:30 (DD.MM.YYYY HH:mm), a time that its zone has exactly once',
    },
    { lineNumber: 4, field: 'sent', code: 'NOT_A_DATE_TIME' },
  ]);
});

it('a profile proposes the formats of its columns', async () => {
  const { columns } = await profileFile(path, { delimiter: ';' });
  const proposals = columns.map(({ name, formats }) => [
    name,
    ...formats
      .filter(({ format }) => format.startsWith('date'))
      .map(({ format, share, isAmbiguous }) => `${format} ${share}${isAmbiguous ? ' ?' : ''}`),
  ]);
  expect(proposals).toEqual([
    ['day', 'date:DD.MM.YYYY 1'],
    ['named', 'date:D. MMMM YYYY 1'],
    ['two_digits', 'date:DD-MMM-YY; pivot=1970 1 ?'],
    ['sent', 'datetime:DD.MM.YYYY HH:mm 1'],
    ['clock', 'datetime:M/D/YYYY h:mm A 1'],
    ['serial'],
    ['epoch'],
  ]);
});
