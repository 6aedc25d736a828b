import { escapeControls, escapeLines } from '@wdh/logging';

/** Escapes control characters in each line of a text of several lines. */
export function showText(text: string): string {
  return text.split('\n').map(escapeControls).join('\n');
}

/** Prints a text that the job formatted to stdout; its values must not contain line breaks. */
export async function print(text: string): Promise<void> {
  await printTo(process.stdout, text);
}

/** Prints an error message to stderr; lines after the first are indented. */
export async function complain(message: string): Promise<void> {
  await printTo(process.stderr, `${escapeLines(message)}\n`);
}

/** Writes text and waits until it is written; a closed stream does not fail the job. */
export async function printTo(stream: NodeJS.WriteStream, text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.write(showText(text), () => {
      resolve();
    });
  });
}
