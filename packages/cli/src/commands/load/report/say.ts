import type { CommandContext } from '../../../context/command-context.js';

/** Prints a text for people; nothing with `--json`. */
export async function say({ isJson, terminal }: CommandContext, text: string): Promise<void> {
  if (!isJson) await terminal.print(text);
}
