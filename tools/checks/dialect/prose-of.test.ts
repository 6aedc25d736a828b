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

it.each([
  ['<p class="a">Runs <b>now</b></p>', '"a" Runs now'],
  ['<p>{told} ends. {isOver ? <b>told</b> : null}</p>', 'ends. told'],
  ['const tell = (told: Set<string>) => told;', ''],
  ["<p>It's here</p> // why", "It's here // why"],
])('returns the texts of elements of %j', (code, prose) => {
  const found = proseOf(code, { hasElements: true });
  expect(found.replaceAll(/\s+/g, ' ').trim()).toBe(prose);
  expect(found).toHaveLength(code.length);
});

it('keeps positions', () => {
  const code = 'const a = 1;\n  // here\nconst b = `x\n${a} y`;\n';
  expect(proseOf(code)).toHaveLength(code.length);
  expect(proseOf(code).indexOf('// here')).toBe(code.indexOf('// here'));
});
