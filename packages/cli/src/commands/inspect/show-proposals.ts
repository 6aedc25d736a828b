import type { FileColumn, FormatProposal } from '@wdh/file-connector';
import { showMany } from '../../table/show-values.js';

/** Formats of a column that are worth a line. */
const mostShown = 3;

/** Describes the formats that columns seem to have, as the options that would apply them. */
export function showProposals(columns: readonly FileColumn[]): readonly string[] {
  const lines = columns.flatMap(({ name, formats }) =>
    formats.slice(0, mostShown).map((proposal) => `  ${lineOf(name, proposal)}`),
  );
  if (lines.length === 0) return [];
  return [
    '',
    'Formats that cells seem to have; nothing is converted unless --parse says so:',
    ...lines,
  ];
}

function lineOf(column: string, { format, cells, share, isAmbiguous }: FormatProposal): string {
  const doubt = isAmbiguous ? ', but it can be meant in another way' : '';
  return `--parse ${quoted(`${column}=${format}`)}   ${percent(share)} (${showMany(cells, 'cell')})${doubt}`;
}

/** 99.99 % are not shown as 100 %. */
function percent(share: number): string {
  const shown = Math.floor(share * 1000) / 10;
  return `${shown} %`;
}

/** Quotes an argument for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
