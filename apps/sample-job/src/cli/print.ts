import { escapeControls, escapeLines } from '@wdh/logging';

/** Makes a text of several lines fit to be shown: what a terminal would obey in a line is escaped. */
export function showText(text: string): string {
  return text.split('\n').map(escapeControls).join('\n');
}

/** Prints a text of the job's own layout to stdout; values in it have no line breaks any more. */
export async function print(text: string): Promise<void> {
  await printTo(process.stdout, text);
}

/** Prints what is wrong to stderr; a message of several lines is indented after the first. */
export async function complain(message: string): Promise<void> {
  await printTo(process.stderr, `${escapeLines(message)}\n`);
}

/** Writes text and waits until it is out; a reader that has gone is no failure of the job. */
export async function printTo(stream: NodeJS.WriteStream, text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.write(showText(text), () => {
      resolve();
    });
  });
}
