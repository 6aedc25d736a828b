import type { CsvFileProfile, FileColumn, JsonLinesFileProfile } from '@wdh/file-connector';
import Table from 'cli-table3';
import { showMark } from '../../reading/parse-reading-values.js';

/** The profile of a file of any format. */
export type AnyFileProfile = CsvFileProfile | JsonLinesFileProfile;

/** Characters of a value that are shown on a wide terminal, and on others. */
const [mostShown, mostOnNarrow] = [24, 12];
const wideFrom = 120;

/** Formats a profile for people, for a terminal of so many columns. */
export function showProfile(
  profile: AnyFileProfile,
  notes: readonly string[],
  width = wideFrom,
): string {
  const { rows, statistics, columns, proposedKey, candidateKeys } = profile;
  const table = new Table({
    head: ['column', 'type', 'nulls', 'distinct', 'min', 'max', 'longest'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'right', 'right', 'left', 'left', 'right'],
  });
  for (const column of columns)
    table.push(tableRow(column, width < wideFrom ? mostOnNarrow : mostShown));
  const lines = [
    `${profile.name}: ${formatOf(profile)}`,
    `${counted(rows, 'row')} in ${counted(statistics.lines, 'line')}, ${columns.length} columns, ${size(statistics.bytesRead)}`,
  ];
  lines.push(...malformedNotes(profile), ...notes, table.toString());
  lines.push(
    candidateKeys.length === 0
      ? 'No column is a key: in each, a value is missing or repeated.'
      : `Unique in every row: ${candidateKeys.join(', ')}. ${proposedKey === null ? 'None is proposed as key.' : `Proposed key: ${proposedKey}.`}`,
  );
  return lines.join('\n');
}

/** Describes the malformed records, if there are any. */
export function malformedNotes({ malformed }: AnyFileProfile): readonly string[] {
  const { count, first } = malformed;
  if (count === 0) return [];
  const places = first.map(({ lineNumber, code }) => `line ${lineNumber ?? '?'} ${code}`);
  const more = count > first.length ? ' and more' : '';
  return [`Not counted: ${counted(count, 'malformed record')} (${places.join(', ')}${more}).`];
}

function formatOf(profile: AnyFileProfile): string {
  const { encoding } = profile;
  if (profile.format === 'json-lines') return `JSON Lines, ${encoding}`;
  const { delimiter, quote, escape, comment } = profile.dialect;
  const skipped = profile.readOptions.skipLines ?? 0;
  return [
    `CSV, ${encoding}`,
    `delimiter ${showMark(delimiter)}`,
    `quote ${showMark(quote)}`,
    ...(escape === null ? [] : [`escape ${escape}`]),
    ...(comment === null ? [] : [`comment ${comment}`]),
    ...(skipped === 0 ? [] : [`${skipped} lines skipped`]),
    profile.hasHeader ? 'with header' : 'without header',
  ].join(', ');
}

function tableRow(
  { name, type, nulls, distinct, min, max, longest }: FileColumn,
  most: number,
): string[] {
  const about = distinct.isExact ? '' : 'about ';
  return [
    shown(name, mostShown),
    type,
    nulls.toLocaleString('en-US'),
    `${about}${distinct.count.toLocaleString('en-US')}`,
    shown(min ?? '', most),
    shown(max ?? '', most),
    longest.toLocaleString('en-US'),
  ];
}

/** Line breaks would break the table. */
function shown(text: string, most: number): string {
  const line = text.replace(/[\r\n\t\p{Zl}\p{Zp}]+/gu, ' ');
  const characters = Array.from(line);
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
}

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;

const size = (bytes: number): string =>
  bytes < 100_000 ? `${bytes.toLocaleString('en-US')} bytes` : `${(bytes / 1e6).toFixed(1)} MB`;
