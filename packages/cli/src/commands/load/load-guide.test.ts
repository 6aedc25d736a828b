import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { addLoadCommand } from './load-command.js';

const guide = readFileSync(
  new URL('../../../../../docs/guides/load-a-file-without-code.md', import.meta.url),
  'utf8',
);

it('the guide names only options that wdh load has', () => {
  const program = new Command('wdh');
  addLoadCommand(program, () => () => Promise.resolve());
  const known = program.commands[0]?.options.map(({ long }) => long) ?? [];
  // Each command has it.
  const all = new Set([...known, '--json']);
  const named = guide.match(/--[a-z]+(?:-[a-z]+)*/g) ?? [];
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((option) => !all.has(option))).toEqual([]);
});
