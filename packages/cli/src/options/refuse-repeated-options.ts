import { type Command, CommanderError } from 'commander';

/** Options that collect their values. */
const repeatable: ReadonlySet<string> = new Set([
  'footer',
  'null',
  'omit',
  'param',
  'parse',
  'rename',
]);

/**
 * Makes it an error to give an option twice that takes one value, or an option and its negation,
 * instead of using the last.
 */
export function refuseRepeatedOptions(command: Command): Command {
  const given = new Map<string, string>();
  for (const option of command.options) {
    if (option.variadic || repeatable.has(option.name())) continue;
    command.on(`option:${option.name()}`, () => {
      const { flags } = option;
      const before = given.get(option.attributeName());
      given.set(option.attributeName(), flags);
      if (before === undefined) return;
      const problem = before === flags ? 'was given twice' : `cannot be used with '${before}'`;
      throw new CommanderError(2, 'wdh.optionGivenTwice', `error: option '${flags}' ${problem}`);
    });
  }
  return command;
}
