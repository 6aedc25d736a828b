import { expect, it } from 'vitest';
import { proseOf } from './prose-of.js';

const words = (code: string): string => proseOf(code).replaceAll(/\s+/g, ' ').trim();

it.each([
  ['const told = 1; // says so', '// says so'],
  ['/** Tells.\n * More. */\nconst told = () => tell(told);', '/** Tells. * More. */'],
  ["it('tells', () => told());", "'tells'"],
  ["a('it\\'s', \"b\")", "'it\\'s' \"b\""],
  ['throw new Error(`No ${told} here`);', '`No here`'],
  ["const url = 'http://host'; // why", "'http://host' // why"],
])('returns comments and strings of %j', (code, prose) => {
  expect(words(code)).toBe(prose);
});

it('keeps positions', () => {
  const code = 'const a = 1;\n  // here\nconst b = `x\n${a} y`;\n';
  expect(proseOf(code)).toHaveLength(code.length);
  expect(proseOf(code).indexOf('// here')).toBe(code.indexOf('// here'));
});
