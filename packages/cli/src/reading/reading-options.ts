import type { Encoding } from '@wdh/file-connector';
import { type Command, Option } from 'commander';
import { encodingChoices } from '../options/choices.js';
import { addText, parseDelimiter, parseLines, parseMark } from './parse-reading-values.js';

/** How a file is read; what is not given is detected. */
export interface ReadingOptions {
  readonly format?: 'csv' | 'json' | 'json-lines';
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly quote?: string | null;
  readonly escape?: string | null;
  readonly comment?: string | null;
  readonly skipLines?: number;
  readonly header?: boolean;
  /** Texts of cells that are null, in addition to empty ones. */
  readonly null?: readonly string[];
}

/**
 * Adds the options that say how a file is read.
 *
 * @param noHeader - The help on `--no-header`.
 */
export function addReadingOptions(
  command: Command,
  noHeader = 'the first record is data; columns are column_1, column_2 and so on',
): Command {
  return command
    .addOption(
      new Option('--format <format>', 'default: by content').choices(['csv', 'json', 'json-lines']),
    )
    .addOption(new Option('--encoding <name>', 'default: detected').choices(encodingChoices))
    .option('--delimiter <character>', 'a character, or tab, comma, pipe', parseDelimiter)
    .option('--quote <character>', 'the character that quotes cells, or none', parseMark)
    .option('--escape <character>', 'the character before a quote in a cell, or none', parseMark)
    .option('--comment <characters>', 'what begins a comment, or none', parseMark)
    .option('--skip-lines <count>', 'lines before the header', parseLines)
    .option('--header', 'the first record names the columns')
    .option('--no-header', noHeader)
    .option('--null <text>', 'a text that means NULL, such as NA; may be repeated', addText);
}
