import { readEnvironment } from '@wdh/config';
import { Terminal } from './terminal.js';

let terminal: Terminal | undefined;

/** Returns the terminal of this process, through which everything is printed. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  terminal ??= new Terminal({ stdin, stdout, stderr, environment: readEnvironment() });
  return terminal;
}
