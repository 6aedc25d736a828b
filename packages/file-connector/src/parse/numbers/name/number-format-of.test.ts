import { describe, expect, it } from 'vitest';
import { numberFormat } from '../number-format.js';
import { numberFormatOf } from './number-format-of.js';

describe('numberFormatOf', () => {
  it.each([
    ['number:1.234,56', { decimal: ',', group: '.' }],
    ['number:-1.234,56', { decimal: ',', group: '.' }],
    ['number:9.999.999,5', { decimal: ',', group: '.' }],
    ['number:1,234.56', { group: ',' }],
    ['number:1234,56', { decimal: ',' }],
    ['number:12,5', { decimal: ',' }],
    ['number:0,125', { decimal: ',' }],
    ['number:1234.567', {}],
    ['number:1 234,56', { decimal: ',', group: ' ' }],
    ['number:1\u202f234,56', { decimal: ',', group: ' ' }],
    ["number:1'234.56", { group: "'" }],
    ['number:1_234', { integer: true, group: '_' }],
    ['number:1 234', { integer: true, group: ' ' }],
    ['number:1234', { integer: true }],
    ['number:7', { integer: true }],
    ['number:1.234.567', { integer: true, group: '.' }],
    ['number:12,34,567.8', { group: ',', grouping: [3, 2] }],
    ['number:1,2345.6', { group: ',', grouping: [4] }],
    ['number:1.234,56 €', { decimal: ',', group: '.', currency: ['€'] }],
    ['number:US$1,234.56', { group: ',', currency: ['US$'] }],
    ['number:Fr. 1234.56', { currency: ['Fr.'] }],
    ['number:(1,234.56)', { group: ',', negative: ['(1)'] }],
    ['number:(€1,234.56)', { group: ',', negative: ['(1)'], currency: ['€'] }],
    ['number:1,234.56-', { group: ',', negative: ['1-'] }],
    ['number:−1234.56', { negative: ['−1'] }],
    ['number:12,5 %', { decimal: ',', percent: 'fraction' }],
    ['number:%12,5', { decimal: ',', percent: 'fraction' }],
    ['number:12,5 ‰', { decimal: ',', permille: 'fraction' }],
    ['number:12.5 %; percent as-is', { percent: 'as-is' }],
    ['number:1.5E+10', { exponent: true }],
    ['number:1.5e-7; max-exponent 20', { exponent: true, maxExponent: 20 }],
    ['number:1234.5; bare decimal', { bareDecimal: true }],
    ['number:1,234.5; groups required', { group: ',', requireGroups: true }],
    ['number:1234.5; max-scale 2', { maxScale: 2 }],
    ['number:12.5; negative 1 DR; positive 1 CR', { negative: ['1 DR'], positive: ['1 CR'] }],
    ['number:1234,5; currency Db', { decimal: ',', currency: ['Db'] }],
    ['number:1234.5 €; currency C', { currency: ['€', 'C'] }],
    ['number:１２３４.５', { digits: ['０'] }],
    [
      'number:(1.234,56 €) | 1 234,56 EUR | 1.234,56-',
      { decimal: ',', group: ['.', ' '], currency: ['€', 'EUR'], negative: ['(1)', '1-'] },
    ],
  ] as const)('reads %s', (name, options) => {
    const format = numberFormatOf(name);
    expect(format.name).toBe(numberFormat(options).name);
    expect(numberFormatOf(format.name).name).toBe(format.name);
  });

  it.each([
    ['number:1.234', /1\.234 is 1234 or 1\.234: show all marks, as 1\.234,56 or 1\.234\.567/],
    ['number:12,345 €', /12,345 is 12345 or 12\.345/],
    ['number:(999.999)', /show all marks/],
    ['number:', /it has no digits/],
    ['number:abc', /it has no digits/],
    ['number:12.345.67', /its groups are not of three digits/],
    ['number:1.23,4.5', /more than two kinds of marks/],
    ['number:1.234,567.8', /more than two kinds of marks/],
    ['number:1.,5', /two marks side by side/],
    ['number:€ 5 EUR', /two currencies/],
    ['number:(5', /its sign is neither/],
    ['number:-5-', /its sign is neither/],
    ['number:1,234.56 DR', /write it as an option, such as number:1,234\.56; negative 1 DR/],
    ['number:1２', /digits are of different kinds/],
    ['number:1,5 | 1.5', /different decimal marks/],
    ['number:1,23,456.7 | 1,234.5', /different groups/],
    ['number:1,5; rounded', /"rounded" is no option/],
    ['number:1,5; toString', /"toString" is no option/],
    ['number:1,5; negative 2', /must show a 1/],
    ['decimal:1,5', /it must begin with number:/],
  ])('refuses %s', (name, problem) => {
    expect(() => numberFormatOf(name)).toThrow(problem);
    expect(() => numberFormatOf(name)).toThrow('[INVALID_OPTION]');
  });
});
