import { describe, expect, it } from 'vitest';
import { dateFormatOf } from '../../parse/dates/date-format-of.js';
import { cellForm } from '../cells/cell-form.js';
import { form } from '../cells/form.js';
import { DateProposer } from './date-proposer.js';

/** What is proposed for the cells of a column, as `format share`, with `?` where it is ambiguous. */
function proposed(cells: readonly string[]): readonly string[] {
  const proposer = new DateProposer();
  for (const cell of cells) {
    if (cellForm(cell) === form.other) proposer.note(cell, 1);
    else proposer.notePlain(cell, 1);
  }
  return proposer.proposals().map(({ format, share, isAmbiguous, cells: fitting }) => {
    const parse = dateFormatOf(format)?.parse;
    expect(cells.filter((cell) => (parse?.(cell) ?? null) !== null)).toHaveLength(fitting);
    return `${format} ${Math.round(share * 100)}%${isAmbiguous ? ' ?' : ''}`;
  });
}

describe('for a column of dates is proposed', () => {
  it.each([
    [['05.03.2025', '25.12.2024'], ['date:DD.MM.YYYY 100%']],
    [['5.3.2025', '25.12.2024', '25.1.2024'], ['date:D.M.YYYY 100%']],
    [
      ['03/04/2025', '01/02/2025'],
      ['date:DD/MM/YYYY 100% ?', 'date:MM/DD/YYYY 100% ?'],
    ],
    [['03/03/2025'], ['date:DD/MM/YYYY 100% ?', 'date:MM/DD/YYYY 100% ?']],
    [['03/04/2025', '13/04/2025'], ['date:DD/MM/YYYY 100%']],
    [['03/04/2025', '04/13/2025'], ['date:MM/DD/YYYY 100%']],
    [
      ['03/04/2025', '04/13/2025', '13/04/2025'],
      ['date:DD/MM/YYYY 67% ?', 'date:MM/DD/YYYY 67% ?'],
    ],
    [['13.04.25'], ['date:DD.MM.YY; pivot=1970 100% ?', 'date:YY.MM.DD; pivot=1970 100% ?']],
    [['5 Mar 2025', '12 Sept. 2024'], ['date:D MMM YYYY 100%']],
    [['5. März 2025', '12. Dezember 2024'], ['date:D. MMMM YYYY 100%']],
    [['Mar 5, 2025'], ['date:MMM D, YYYY 100%']],
    [['Wednesday, March 5, 2025'], ['date:dddd, MMMM D, YYYY 100%']],
    [['5 de marzo de 2025'], ["date:D 'de' MMMM 'de' YYYY 100%"]],
    [['2025年3月5日'], ['date:YYYY年M月D日 100%']],
    [['March 2025', 'May 2024'], ['date:MMMM YYYY; month=first-day 100%']],
    [['2025-W10-3'], ["date:GGGG-'W'WW-E 100%"]],
    [
      ['25.12.2025', '26.12.2025', '2025-12-27', '-'],
      ['date:DD.MM.YYYY | YYYY-MM-DD 75%', 'date:DD.MM.YYYY 50%', 'date:YYYY-MM-DD 25%'],
    ],
    [['20250305', '19991231'], ['date:YYYYMMDD 100% ?']],
  ])('%j: %j', (cells, formats) => {
    expect(proposed(cells)).toEqual(formats);
  });
});

describe('for a column of times is proposed', () => {
  it.each([
    [['25.12.2025 09:05', '26.12.2025 14:30'], ['datetime:DD.MM.YYYY HH:mm 100%']],
    [['25.12.2025 9:05', '26.12.2025 14:30'], ['datetime:DD.MM.YYYY H:mm 100%']],
    [['12/25/2025, 2:30:45\u202fPM'], ['datetime:MM/DD/YYYY, h:mm:ss A 100%']],
    [['25.12.2025T14:30:45,123+01:00'], ['datetime:DD.MM.YYYYTHH:mm:ss,SZ 100%']],
    [['Wed, 5 Mar 2025 14:30:45 +0000'], ['datetime:ddd, D MMM YYYY HH:mm:ss Z 100%']],
    [['1735689600', '1741185045'], ['datetime:epoch-seconds 100% ?']],
    [['1735689600000'], ['datetime:epoch-milliseconds 100% ?']],
    [
      ['25.12.2025 14:30', '2025-12-26T14:30:00'],
      [
        'datetime:DD.MM.YYYY HH:mm | YYYY-MM-DDTHH:mm:ss 100%',
        'datetime:DD.MM.YYYY HH:mm 50%',
        'datetime:YYYY-MM-DDTHH:mm:ss 50%',
      ],
    ],
  ])('%j: %j', (cells, formats) => {
    expect(proposed(cells)).toEqual(formats);
  });
});

it.each([
  [['2025-03-05', '2024-12-31']],
  [['2025-03-05T10:00', '2024-12-31T10:00:00.5']],
  [['1', '20250305']],
  [['17', 'a-17', '192.168.0.1', '1.2.3', '99.99.2025', '555-0100', '1/2/3']],
  [['12 Main Street 2025', '2025 was good', '5 Foo 2025']],
  [[]],
])('for %j nothing is proposed', (cells) => {
  expect(proposed(cells)).toEqual([]);
});

it('keeps the count of repeated cells', () => {
  const proposer = new DateProposer();
  proposer.note('25.12.2025', 3);
  proposer.note('n/a', 1);
  expect(proposer.proposals()).toEqual([
    { format: 'date:DD.MM.YYYY', cells: 3, share: 0.75, isAmbiguous: false },
  ]);
});

it('reads a column of a hundred thousand different texts in bounded memory', () => {
  const proposer = new DateProposer();
  for (let index = 0; index < 100_000; index += 1) {
    const marks = index.toString(3).replaceAll('0', '-').replaceAll('1', '.').replaceAll('2', 'x1');
    proposer.note(`17${marks}05`, 1);
  }
  expect(proposer.proposals()).toEqual([]);
});
