/**
 * Prints the own text of a program, such as its help, before anything else is written. It is not
 * escaped, and nothing has to be loaded for it: the help appears at once.
 */
export async function printHelp(text: string, output = process.stdout): Promise<void> {
  // A reader that goes away, as in `wdh --help | head`, is no error.
  output.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    output.write(text, () => {
      resolve();
    });
  });
}
