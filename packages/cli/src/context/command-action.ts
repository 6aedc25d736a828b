import type { CommandContext } from './command-context.js';

/** What a command does; the result is the exit code of the process. */
export type CommandAction<Options extends object> = (
  context: CommandContext,
  options: Options,
  args: readonly string[],
) => Promise<number>;

/** Turns an action into what commander calls. */
export type Act = <Options extends object>(
  action: CommandAction<Options>,
) => (...given: readonly unknown[]) => Promise<void>;
