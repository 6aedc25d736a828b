import { type Command, CommanderError } from 'commander';

/** Options that collect their values. */
const repeatable: ReadonlySet<string> = new Set(['null', 'omit', 'param', 'rename']);

/** Makes it an error to give an option twice that takes one value, instead of using the last. */
export function refuseRepeatedOptions(command: Command): Command {
  for (const option of command.options) {
    if (option.variadic || repeatable.has(option.name())) continue;
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      if (isGiven) {
        const message = `error: option '${option.flags}' was given twice`;
        throw new CommanderError(2, 'wdh.optionGivenTwice', message);
      }
      isGiven = true;
    });
  }
  return command;
}
