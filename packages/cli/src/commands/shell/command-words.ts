import type { Command, Option } from 'commander';

/** An option, as a shell completes it. */
export interface OptionWord {
  /** With its hyphens, such as `--mode`. */
  readonly flag: string;
  readonly description: string;
  /** Whether a value follows. */
  readonly takesValue: boolean;
  /** The possible values; empty if any is possible, such as the name of a file. */
  readonly choices: readonly string[];
}

/** What may follow a command on a command line. */
export interface CommandWords {
  /** The command with those above it, such as `wdh db start`. */
  readonly path: string;
  readonly description: string;
  readonly subcommands: readonly string[];
  readonly options: readonly OptionWord[];
  /** The possible values of its arguments; empty if any is possible. */
  readonly choices: readonly string[];
}

/** Lists a program and all its commands, each before those below it. */
export function commandWords(command: Command, above = ''): readonly CommandWords[] {
  const path = above === '' ? command.name() : `${above} ${command.name()}`;
  const { commands, options, registeredArguments } = command;
  const help = { flag: '--help', description: 'display help', takesValue: false, choices: [] };
  const words: CommandWords = {
    path,
    description: command.description(),
    subcommands: commands.map((below) => below.name()),
    options: [...options.filter(({ hidden }) => !hidden).flatMap(optionWord), help],
    choices: registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
  };
  return [words, ...commands.flatMap((below) => commandWords(below, path))];
}

function optionWord(option: Option): readonly OptionWord[] {
  const { long, description, required, optional, argChoices: choices = [] } = option;
  // An option without a long name, such as -v alone.
  if (long === undefined) return [];
  return [{ flag: long, description, takesValue: required || optional, choices }];
}
