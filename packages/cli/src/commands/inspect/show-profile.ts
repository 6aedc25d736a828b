import type { FileColumn } from '@wdh/file-connector';
import type { AnyFileProfile } from '../../formats/input-format.js';
import { formatNamed } from '../../formats/input-formats.js';
import { cutText } from '../../table/cut-text.js';
import { showBytes, showCount, showMany } from '../../table/show-values.js';
import { TextTable } from '../../table/text-table.js';
import { showProposals } from './show-proposals.js';

/** Characters of a value that are shown where the line is long enough. */
const mostShown = 32;

const tableColumns = [
  { head: 'column', canShrink: true },
  { head: 'type' },
  { head: 'nulls', align: 'right' },
  { head: 'distinct', align: 'right' },
  { head: 'min', canShrink: true },
  { head: 'max', canShrink: true },
  { head: 'longest', align: 'right' },
] as const;

/** Formats a profile for people, in lines of so many characters. */
export function showProfile(
  profile: AnyFileProfile,
  notes: readonly string[],
  width: number,
): string {
  const { rows, statistics, columns, proposedKey, candidateKeys } = profile;
  return [
    `${profile.name}: ${formatNamed(profile.format).describeProfile(profile)}`,
    `${showMany(rows, 'row')} in ${showMany(statistics.lines, 'line')}, ${showMany(columns.length, 'column')}, ${showBytes(statistics.bytesRead)}`,
    ...malformedNotes(profile),
    ...notes,
    '',
    ...new TextTable(tableColumns, width).withHead(columns.map(tableRow)),
    ...showProposals(columns),
    '',
    candidateKeys.length === 0
      ? 'No column is a key: in each, a value is missing or repeated.'
      : `Unique in every row: ${candidateKeys.join(', ')}. ${proposedKey === null ? 'None is proposed as key.' : `Proposed key: ${proposedKey}.`}`,
  ].join('\n');
}

/** Describes the malformed records, if there are any. */
export function malformedNotes({ malformed }: AnyFileProfile): readonly string[] {
  const { count, first } = malformed;
  if (count === 0) return [];
  const places = first.map(({ lineNumber, code }) => `line ${lineNumber ?? '?'} ${code}`);
  const more = count > first.length ? ' and more' : '';
  return [`Not counted: ${showMany(count, 'malformed record')} (${places.join(', ')}${more}).`];
}

function tableRow({ name, type, nulls, distinct, min, max, longest }: FileColumn): string[] {
  const about = distinct.isExact ? '' : 'about ';
  return [
    shown(name),
    type,
    showCount(nulls),
    `${about}${showCount(distinct.count)}`,
    shown(min ?? ''),
    shown(max ?? ''),
    showCount(longest),
  ];
}

/** Line breaks would break the table. */
const shown = (text: string): string =>
  cutText(text.replace(/[\r\n\t\p{Zl}\p{Zp}]+/gu, ' '), mostShown);
