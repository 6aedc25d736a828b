import { describe, expect, it } from 'vitest';
import { findAbsentCommands } from './find-absent-commands.js';

const known = {
  scripts: new Set(['verify', 'ci', 'ci -- pr']),
  checks: ['lint', 'unit'],
  targets: { 'sample-job': ['execute', 'test', 'test:integration'] },
};
const messages = (document: string): readonly string[] =>
  findAbsentCommands('a.md', document, known).map(({ message }) => message);

describe('findAbsentCommands', () => {
  it.each([
    'npm run verify -- --list',
    '`npm run ci -- pr`, `npm run ci`',
    'npm run verify -- --only lint,unit',
    'npx nx run sample-job:execute -- --help',
    'npx nx test:integration sample-job',
  ])('accepts %s', (command) => {
    expect(messages(command)).toEqual([]);
  });

  it.each([
    ['npm run verfy', 'npm run verfy'],
    ['run `npm run ci -- all` first', 'npm run ci -- all'],
    ['npm run verify -- --only lint,nothing', 'npm run verify -- --only lint,nothing'],
    ['npx nx run sample-job:start', 'nx run sample-job:start'],
    ['npx nx run job:execute', 'nx run job:execute'],
    ['npx nx lint sample-job', 'nx lint sample-job'],
  ])('finds %s', (text, command) => {
    expect(messages(`fine\n${text}`)).toEqual([`"${command}" does not exist`]);
  });
});
