import { createInterface } from 'node:readline/promises';

/** Where a question is asked. */
export interface Asking {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks a question and returns the answer; the end of the input is an empty one.
 *
 * @throws the reason of the signal.
 */
export async function ask(question: string, { input, output, signal }: Asking): Promise<string> {
  const lines = createInterface({ input, output });
  // While a line is edited, Ctrl+C is a key, not a signal.
  lines.on('SIGINT', () => {
    output.write('\n');
    process.kill(process.pid, 'SIGINT');
  });
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    const answer = lines.question(question, signal === undefined ? {} : { signal });
    return await Promise.race([answer, ended]);
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : error;
  } finally {
    lines.close();
  }
}
