import { processTerminal } from '../../terminal/process-terminal.js';

/** The reader of the output went away, as in `wdh sql … | head`. */
export class OutputClosedError extends Error {
  override readonly name = 'OutputClosedError';
}

/**
 * Writes a part of a result, and waits until it is written. On a terminal, control characters are
 * escaped; elsewhere, values stay as they are.
 *
 * @throws OutputClosedError
 */
export async function writeResult(text: string): Promise<void> {
  if (text === '') return;
  // Also listens for errors of the stream.
  const terminal = processTerminal();
  if (process.stdout.isTTY) {
    await terminal.print(text);
    return;
  }
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error == null) resolve();
      else reject(new OutputClosedError(error.message));
    });
  });
}
