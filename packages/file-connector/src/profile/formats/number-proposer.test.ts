import { describe, expect, it } from 'vitest';
import { numberFormatOf } from '../../parse/numbers/name/number-format-of.js';
import { cellForm } from '../cells/cell-form.js';
import { form } from '../cells/form.js';
import { profileFile } from '../profile-file.js';
import { NumberProposer } from './number-proposer.js';

/** What is proposed for the cells of a column, as `format share`, with `?` where it is ambiguous. */
function proposed(cells: readonly string[]): readonly string[] {
  const proposer = new NumberProposer();
  for (const cell of cells) {
    if (cellForm(cell) === form.other) proposer.note(cell, 1);
    else proposer.notePlain(cell, 1);
  }
  return proposer.proposals().map(({ format, share, isAmbiguous, cells: fitting }) => {
    const { parse } = numberFormatOf(format);
    expect(cells.filter((cell) => parse(cell) !== null)).toHaveLength(fitting);
    return `${format} ${Math.round(share * 100)}%${isAmbiguous ? ' ?' : ''}`;
  });
}

describe('for a column of numbers is proposed', () => {
  it.each([
    [['1.234,56', '12,5'], ['number:1.234,56 100%']],
    [['1,234.56', '12.5'], ['number:1,234.56 100%']],
    [['12,5', '0,25'], ['number:1234,56 100%']],
    [['12,5', 'n/a', '0,25', '1'], ['number:1234,56 75%']],
    [['1 234,56', '12,5'], ['number:1 234,56 100%']],
    [['1\u202f234,56'], ['number:1 234,56 100%']],
    [['1’234.56'], ["number:1'234.56 100%"]],
    [['1.234,56 €', '3,00 €'], ['number:1.234,56 € 100%']],
    [['€1,234.56', '(€3.00)'], ['number:(1,234.56 €) 100%']],
    [['1.234,56-', '2.345,67'], ['number:1.234,56- 100%']],
    [['12,5 %', '0,3 %'], ['number:1234,56 % 100%']],
    [['1,5E+3', '2,5'], ['number:1234,56E+3 100%']],
    [['1.234.567', '1.234'], ['number:1.234,56 100%']],
    [['1.234', '5.678'], ['number:1.234,56 100% ?']],
    [['1.234', '17'], ['number:1.234,56 100% ?']],
    [['-1.234'], ['number:1.234,56 100% ?']],
    [
      ['1,234', '5,678'],
      ['number:1234,56 100% ?', 'number:1,234.56 100% ?'],
    ],
    [
      ['1,234', '5,678', '1,234,567'],
      ['number:1,234.56 100%', 'number:1234,56 67% ?'],
    ],
    [['5 EUR', '6 EUR'], ['number:1234 EUR 100%']],
    [['5-', '6'], ['number:1234- 100%']],
    [['75 001', '13 002'], ['number:1 234 567 100%']],
    [['5 EUR', '6,50 EUR'], ['number:1234,56 EUR 100%']],
    [['5 %', '10 %'], ['number:1234,56 % 100% ?']],
    [['01234', '10115'], ['number:1234 100% ?']],
    [['12E4', '56E7'], ['number:1234E+3 100% ?']],
    [['+491234567', '+491234568'], ['number:1234 100% ?']],
    [['192.168.100.200'], ['number:1.234,56 100% ?']],
    [['5 €', '6 $'], ['number:1234 $ | 1234 € 100% ?']],
    [
      ['1,234', '12,5'],
      ['number:1234,56 100%', 'number:1,234.56 50% ?'],
    ],
  ])('%j: %j', (cells, formats) => {
    expect(proposed(cells)).toEqual(formats);
  });
});

describe('nothing is proposed', () => {
  it.each([
    [['1', '-20', '3.5', '1234.567']],
    [['1.234', '0.5']],
    [['1.234', '1234.567']],
    [['0.123', '0.456']],
    [['2025-01-31', '2025-02-28T10:00:00']],
    [['31.12.2025', '01.02.2025']],
    [['10.0.0.1', '1.2.3']],
    [['030 123 456', '+49 30 123']],
    [['ABC 123', 'ABC 456', '5 KGM']],
    [['AB-12', 'Customer 1', '12 apples', 'n/a']],
    [['1,5', ...Array.from({ length: 20 }, (_, at) => `text ${at} of many`)]],
    [[]],
  ])('%j', (cells) => {
    expect(proposed(cells)).toEqual([]);
  });
});

it('proposes formats beside cells that have two signs, or half of a pair of brackets', () => {
  expect(proposed(['(1,234.56)', '1,234.56-', '(1,234.56', '-1,5-', '-1,5)', '+1,5)'])).toEqual([
    'number:(1,234.56) | 1,234.56- 33%',
  ]);
  expect(proposed(['(1,234.56', '-1,234.56-'])).toEqual([]);
});

it('keeps few shapes of a column of texts, and is quick for a long hostile cell', () => {
  const proposer = new NumberProposer();
  const started = performance.now();
  for (let length = 1; length < 40; length += 1) {
    for (const mark of ".,'_ ") proposer.note(`1${mark}`.repeat(length), 1);
  }
  proposer.note('1,'.repeat(5_000_000), 1);
  // In quadratic time, this takes hours.
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(proposer.proposals()).toEqual([]);
});

it('is part of the profile of a file, which counts repeated cells', async () => {
  const bytes = new TextEncoder().encode('id;price\n1;1,5\n2;1,5\n3;n/a\n4;2,25\n5;\n');
  const { columns } = await profileFile([bytes] as never, { delimiter: ';' });
  expect(columns.map(({ formats }) => formats)).toEqual([
    [],
    [{ format: 'number:1234,56', cells: 3, share: 0.75, isAmbiguous: false }],
  ]);
});
