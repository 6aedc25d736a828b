import type { CommandContext } from '../../../wdh/command-context.js';

/** Prints a text for people; nothing with `--json`. */
export async function say({ isJson, terminal }: CommandContext, text: string): Promise<void> {
  if (!isJson) await terminal.print(text);
}
