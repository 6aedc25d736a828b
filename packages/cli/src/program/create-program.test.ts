import { CommanderError, type Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from './create-program.js';

const everyCommand = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(everyCommand),
];

/** Returns what commander says about a command line, without running the command. */
async function complaintOf(...args: string[]): Promise<string> {
  const program = createProgram(() => () => Promise.resolve());
  for (const command of everyCommand(program)) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return '';
  } catch (error) {
    if (error instanceof CommanderError) return error.message;
    throw error;
  }
}

describe('the command line of wdh', () => {
  it.each([
    ['runs --since yesterday', /--since .* is invalid\. Expected an age such as 12h, 2d or 1w/],
    ['runs --until 2026-02-31', /--until .* is invalid\. Expected an age/],
    ['runs --limit 0', /--limit .* is invalid\. Expected a whole number from 1 on/],
    ['runs --limit 5 --all', /'--limit <count>' cannot be used with option '--all'/],
    ['runs --status lost', /Allowed choices are queued, running, success/],
    ['runs --job a --job b', /'--job <name>' was given twice/],
    ['new job a --from a.csv --key id --no-key', /'--no-key' cannot be used with '--key <a,b>'/],
    ['runs extra', /too many arguments/],
    ['show', /missing required argument 'run'/],
    ['show latest --level loud', /Allowed choices are debug, info/],
    ['rejects latest --csv -', /Expected the path of a local file/],
    ['rejects latest --limit 5 --all', /cannot be used with option/],
    ['prune', /required option '--older-than <age>' not specified/],
    ['prune --older-than 0d', /Expected a number of days or weeks/],
    ['prune --older-than 90', /Expected a number of days or weeks/],
    ['ruuns', /unknown command 'ruuns'\s+\(Did you mean runs\?\)/],
  ])('refuses "wdh %s"', async (line, complaint) => {
    expect(await complaintOf(...line.split(' '))).toMatch(complaint);
  });

  it.each([
    'runs --status failed running --since 2d',
    'show latest --events --level warn error',
    'rejects latest --open --code X',
  ])('accepts "wdh %s"', async (line) => {
    expect(await complaintOf(...line.split(' '))).toBe('');
  });
});
