import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addInspectCommand } from '../inspect/inspect-command.js';
import { addLoadCommand } from './load-command.js';

const program = new Command('wdh');
const act = () => () => Promise.resolve();
addLoadCommand(program, act);
addInspectCommand(program, act);
const [load, inspect] = program.commands.map(
  ({ options }) => new Set([...options.map(({ long }) => long), '--json']),
);

/** The options that a document names, without those of `wdh sql`. */
function named(document: string): readonly string[] {
  const text = readFileSync(new URL(`../../../../../docs/${document}`, import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => !line.includes('wdh sql'));
  return [...new Set(lines.join('\n').match(/--[a-z]+(?:-[a-z]+)*/g))];
}

describe.each(['guides/load-a-file-without-code.md', 'guides/read-any-file.md'])('%s', (guide) => {
  it('names only options that wdh load has', () => {
    expect(named(guide).length).toBeGreaterThan(15);
    expect(named(guide).filter((option) => load?.has(option) !== true)).toEqual([]);
  });
});

it('the reference of the command line names every option that says how a file is read', () => {
  const reading = [...(inspect ?? [])].filter((option) => load?.has(option) === true);
  const known = named('reference/command-line.md');
  expect(reading.length).toBeGreaterThan(20);
  expect(reading.filter((option) => option !== undefined && !known.includes(option))).toEqual([]);
});
