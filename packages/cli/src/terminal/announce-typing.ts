import type { Terminal } from './terminal.js';

/** Says what a command waits for that reads its input from a terminal. */
export async function announceTyping(terminal: Terminal, input: string | undefined): Promise<void> {
  if (input !== '-' || !terminal.isTyped) return;
  await terminal.complain(
    'Waiting for the standard input: type or paste the data, then press Ctrl+D on a line of its own.',
  );
}
