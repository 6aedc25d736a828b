import type { Command } from 'commander';
import { parseFilePath } from './parse-values.js';

/** Adds the options for the files that a command writes about its runs. */
export function addOutputOptions(command: Command): Command {
  return command
    .option(
      '--summary-file <file>',
      'write the outcome as JSON, even if the run fails',
      parseFilePath,
    )
    .option('--rejects-file <file>', 'write the rejected rows of one input as CSV', parseFilePath);
}
