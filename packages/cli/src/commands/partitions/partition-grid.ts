import type { Partitions } from '@wdh/job';
import type { PartitionState, PartitionStatus } from '@wdh/runs';
import { paint, type Style } from '../../terminal/paint.js';

/** The letter of each status; the styles only help. */
const letters = {
  success: 'S',
  failed: 'F',
  running: 'R',
  queued: 'Q',
  outdated: 'O',
  missing: '.',
} as const satisfies Record<PartitionStatus, string>;

const styles: Partial<Record<PartitionStatus, Style>> = {
  success: 'good',
  failed: 'bad',
  running: 'strong',
  queued: 'doubtful',
  outdated: 'doubtful',
};

const monthNames = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Draws the states: months in rows of a year, days in rows of a month, and others one in a line. */
export function gridOf(
  kind: Partitions['kind'],
  states: readonly PartitionState[],
): readonly string[] {
  if (kind === 'list') return states.map(({ key, status }) => `${drawn(status)} ${key}`);
  const [headLength, width] = kind === 'months' ? [4, 4] : [7, 2];
  const heads =
    kind === 'months' ? monthNames : Array.from({ length: 31 }, (_, at) => dayHead(at + 1));
  const rows = new Map<string, Map<number, PartitionStatus>>();
  for (const { key, status } of states) {
    const row = key.slice(0, headLength);
    const cells = rows.get(row) ?? new Map<number, PartitionStatus>();
    rows.set(row, cells.set(Number(key.slice(headLength + 1)), status));
  }
  const head = heads.map((text) => text.padStart(width)).join('');
  const lines = [...rows].map(([name, cells]) => {
    const row = heads.map((_, at) => cell(cells.get(at + 1), width)).join('');
    return `${name}${row}`.trimEnd();
  });
  return [`${' '.repeat(headLength)}${head}`.trimEnd(), ...lines];
}

/** Draws a status as its letter. */
export function drawn(status: PartitionStatus): string {
  const style = styles[status];
  return style === undefined ? letters[status] : paint(style, letters[status]);
}

/** A letter takes one character, whatever its style adds. */
function cell(status: PartitionStatus | undefined, width: number): string {
  if (status === undefined) return ' '.repeat(width);
  return `${' '.repeat(width - 1)}${drawn(status)}`;
}

/** Days have no room for each number. */
function dayHead(day: number): string {
  return day === 1 || day % 5 === 0 ? String(day) : '';
}
