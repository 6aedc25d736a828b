import { processTerminal } from './process-terminal.js';

/** Prints a text that the job formatted to stdout; its values must not contain line breaks. */
export async function print(text: string): Promise<void> {
  await processTerminal().print(text);
}

/** Prints an error message to stderr; lines after the first are indented. */
export async function complain(message: string): Promise<void> {
  await processTerminal().complain(message);
}
