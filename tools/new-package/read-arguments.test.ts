import { expect, it } from 'vitest';
import { readArguments, usage } from './read-arguments.js';

it('reads a name, a layer and what the package does', () => {
  expect(readArguments(['rates', 'io', 'Limits on rates', '--no-install'])).toEqual({
    name: 'rates',
    layer: 'io',
    description: 'Limits on rates',
    installs: false,
  });
  expect(readArguments(['rates', 'io'])).toMatchObject({
    description: 'The package rates',
    installs: true,
  });
});

it.each([['--help'], ['-h', 'rates'], ['rates', 'io', '--help']].map((args) => ({ args })))(
  'prints its help for $args',
  ({ args }) => {
    expect(readArguments(args)).toEqual({ problem: null });
  },
);

it('names the layers in its help', () => {
  expect(usage).toMatch(/^Usage: npm run new:package -- <name> <layer>.*domain.*--no-install/s);
});

it.each([
  [[], /A name and a layer/],
  [['rates'], /A name and a layer/],
  [['rates', 'io', 'Limits', 'on', 'rates'], /in quotes/],
  [['rates', 'io', '--layer'], /--layer/],
  [['rates', 'io', '--instal'], /--instal/],
])('says what is wrong with %j', (args, problem) => {
  expect(readArguments(args)).toEqual({ problem: expect.stringMatching(problem) as string });
});
