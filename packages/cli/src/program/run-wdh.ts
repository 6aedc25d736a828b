import { type Command, CommanderError } from 'commander';
import type { Act } from '../context/command-action.js';
import { printHelp } from '../terminal/print-help.js';
import { createProgram } from './create-program.js';

/**
 * Runs the command `wdh`, prints its result, and returns the exit code.
 *
 * Help appears at once: everything else is imported when a command runs.
 *
 * @param args - What follows the name of the program.
 */
export async function runWdh(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  let written = '';
  let complaint = '';
  const isJson = args.includes('--json');
  const act: Act =
    (action) =>
    async (...given) => {
      const { CommandContext } = await import('../context/command-context.js');
      // Commander calls with the arguments, then the options, then the command.
      const options = given.at(-2) as never;
      const { config } = given.at(-2) as { readonly config?: string };
      const context = new CommandContext({ isJson, ...(config === undefined ? {} : { config }) });
      const names = given
        .slice(0, -2)
        .flat()
        .filter((name) => typeof name === 'string');
      try {
        exitCode = await action(context, options, names);
      } finally {
        await context.close();
      }
    };
  const program = createProgram(act);
  for (const command of everyCommand(program)) {
    command.exitOverride().configureOutput({
      writeOut: (text) => (written += text),
      writeErr: (text) => (complaint += text),
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return usage(error, { help: written, complaint, isJson });
    return await report(error, isJson);
  }
}

/** Prints the help that was asked for, or what is wrong with the command line. */
async function usage(
  error: CommanderError,
  { help, complaint, isJson }: { help: string; complaint: string; isJson: boolean },
): Promise<number> {
  if (error.exitCode === 0) {
    await printHelp(help);
    return 0;
  }
  const { exitCodes } = await import('@wdh/pipeline-core');
  // Without a command, commander shows the help as an error.
  if (error.code === 'commander.help') {
    await printHelp(complaint);
    return exitCodes.usage;
  }
  const text = (complaint === '' ? error.message : complaint).replace(/^error: /, '').trim();
  const message = `${text.replace(/\.?\s*$/, '.').replace(/\s*\n\s*/g, ' ')} Try --help.`;
  await printError({ code: 'USAGE', message }, isJson);
  return exitCodes.usage;
}

async function report(error: unknown, isJson: boolean): Promise<number> {
  const { describeError } = await import('../outcome/describe-error.js');
  const { code, message, exitCode } = describeError(error);
  await printError({ code, message }, isJson);
  return exitCode;
}

/** Prints an error for people to stderr, or for scripts as JSON to stdout. */
async function printError(
  error: { readonly code: string; readonly message: string },
  isJson: boolean,
): Promise<void> {
  const { complain, print } = await import('../terminal/print.js');
  if (isJson) await print(`${JSON.stringify({ error }, null, 2)}\n`);
  else await complain(error.message);
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}
