import { expect, test } from 'vitest';
import { FormatChoice } from './copy-format.js';

/** Returns the formats of so many statements, each of which would meet a row that must be text. */
function formatsOf(choice: FormatChoice, statements: number): string {
  let formats = '';
  for (let count = 0; count < statements; count += 1) {
    const format = choice.next();
    formats += format === 'binary' ? 'b' : '.';
    if (format === 'binary') choice.fellBack();
  }
  return formats;
}

test('after each row that must be text, twice as many statements follow in text', () => {
  expect(formatsOf(new FormatChoice(true), 20)).toBe('bb.b...b.......b....');
});

test('rows that cannot be binary are text', () => {
  expect(formatsOf(new FormatChoice(false), 3)).toBe('...');
});

test('a load in which such rows are rare stays binary', () => {
  const choice = new FormatChoice(true);
  for (let statement = 1; statement <= 1_000; statement += 1) {
    expect(choice.next()).toBe('binary');
    if (statement % 10 === 0) choice.fellBack();
  }
});
