import type { Encoding } from '@wdh/file-connector';
import { type Command, Option } from 'commander';
import { dialectChoices, encodingChoices, fileFormatChoices } from '../options/choices.js';
import { addCellFormat } from './add-cell-format.js';
import { type ChecksumRule, parseChecksum } from './parse-checksum.js';
import { addText, parseLines, parseMark, parseSeparator } from './parse-reading-values.js';

/** How a file is read; what is not given is detected. */
export interface ReadingOptions {
  readonly format?: (typeof fileFormatChoices)[number];
  readonly encoding?: Encoding;
  /** Default: that of a file beside the input, if there is one. */
  readonly checksum?: ChecksumRule;
  readonly dialect?: (typeof dialectChoices)[number];
  readonly delimiter?: string;
  readonly quote?: string | null;
  readonly escape?: string | null;
  readonly comment?: string | null;
  readonly recordSeparator?: string;
  readonly trim?: 'unquoted' | 'all';
  readonly trailingDelimiter?: boolean;
  readonly skipLines?: number;
  readonly header?: boolean;
  readonly headerRows?: number;
  /** Whether a merged cell of the header names the columns to its right. */
  readonly fillHeader?: boolean;
  /** Whether names that are missing or doubled get a number. */
  readonly numberHeaders?: boolean;
  readonly skipAfterHeader?: number;
  readonly footerRows?: number;
  /** What a record of the footer begins with. */
  readonly footer?: readonly string[];
  /** Texts of cells that are null, in addition to empty ones. */
  readonly null?: readonly string[];
  /** The path to the records of a JSON document. */
  readonly at?: string;
  readonly sheet?: string;
  readonly mergedCells?: 'first' | 'fill';
  /** Whether hidden rows and columns of a sheet are left out. */
  readonly skipHidden?: boolean;
  /** The formats of cells by the names of the columns in the file. */
  readonly parse?: Readonly<Record<string, string>>;
}

/** The help on `--parse`, for the end of a command's help. */
export const helpOnFormats = `
Formats of cells, for --parse; a cell of another format is rejected, never guessed:
  number:1.234,56      as in the example: decimal comma, points between thousands; also
                       number:(1,234.56), number:1 234,56 €, number:12,5 %
  date:DD.MM.YYYY      also D MMM YYYY with names of months, YY with a pivot, date:excel-1900
  datetime:MM/DD/YYYY h:mm A @America/New_York
                       local times of a zone; datetime:epoch-seconds for Unix time`;

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
    .optionsGroup('How the file is read:')
    .addOption(new Option('--format <format>', 'default: by content').choices(fileFormatChoices))
    .addOption(new Option('--encoding <name>', 'default: detected').choices(encodingChoices))
    .option(
      '--checksum <rule>',
      'beside: FILE.CHECKSUM or FILE.sha256 must exist and agree; if-beside (the default for files); none; a SHA-256; a file of checksums',
      parseChecksum,
    )
    .addOption(
      new Option(
        '--dialect <name>',
        'the program that wrote a CSV file; nothing is detected',
      ).choices(dialectChoices),
    )
    .option('--delimiter <text>', 'one or more characters, or tab, comma, pipe', parseSeparator)
    .option('--quote <character>', 'the character that quotes cells, or none', parseMark)
    .option('--escape <character>', 'the character before a quote in a cell, or none', parseMark)
    .option('--comment <characters>', 'what begins a comment, or none', parseMark)
    .option('--record-separator <text>', 'what ends a record, if no newline does', parseSeparator)
    .addOption(
      new Option('--trim <cells>', 'drop blanks around cells, with all also inside quotes').choices(
        ['unquoted', 'all'],
      ),
    )
    .option('--trailing-delimiter', 'each line ends with a delimiter that means nothing')
    .option('--skip-lines <count>', 'lines before the header', parseLines)
    .option('--header', 'the first record names the columns')
    .option('--no-header', noHeader)
    .option('--header-rows <count>', 'rows that name the columns together', parseLines)
    .option('--fill-header', 'with --header-rows: a name also counts for empty cells to its right')
    .option('--number-headers', 'number names that are missing or doubled: a, a_2, column_3')
    .option('--skip-after-header <count>', 'lines below the header, such as units', parseLines)
    .option('--footer-rows <count>', 'last records to leave out, such as totals', parseLines)
    .option('--footer <text>', 'what the records of a footer begin with; may be repeated', addText)
    .option('--null <text>', 'a text that means NULL, such as NA; may be repeated', addText)
    .option(
      '--parse <column=format>',
      'the format of the cells of a column, see below; may be repeated',
      addCellFormat,
    )
    .option('--at <path>', 'where the records of a JSON document are, such as data.items')
    .option('--sheet <name>', 'the sheet of a workbook (default: the only visible one)')
    .addOption(
      new Option('--merged-cells <rule>', 'of a workbook; default: such rows are rejected').choices(
        ['first', 'fill'],
      ),
    )
    .option('--skip-hidden', 'leave out hidden rows and columns of a workbook')
    .optionsGroup('Options:');
}
