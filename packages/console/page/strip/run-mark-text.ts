import type { WireRunMark } from '../../src/wire/jobs.js';
import { formatDuration } from '../formats/format-duration.js';
import { formatQuantity } from '../formats/format-quantity.js';

/** Returns what a mark of a run says: its outcome, when it was, how long it took, and its rows. */
export function runMarkText(
  { durationMs, rows }: Pick<WireRunMark, 'durationMs' | 'rows'>,
  { outcome, moment }: { readonly outcome: string; readonly moment: string },
): string {
  return [
    `${outcome}, ${moment}`,
    ...(durationMs === null ? [] : [formatDuration(durationMs)]),
    ...(rows === null ? [] : [`${formatQuantity(rows.loaded)} loaded`]),
    ...(rows === null || rows.rejected === 0 ? [] : [`${formatQuantity(rows.rejected)} rejected`]),
  ].join(', ');
}
