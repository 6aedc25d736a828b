import { readEnvironment } from '@wdh/config';
import { columnsOf } from '../terminal/abilities.js';

/**
 * Returns the characters in a line of stdout: those of the terminal, or of the variable COLUMNS.
 * Elsewhere, as in a file, nothing is cut.
 */
export function tableWidth(): number {
  if (process.stdout.isTTY) return columnsOf(process.stdout) ?? 80;
  const asked = Number(readEnvironment()['COLUMNS'] ?? '');
  return Number.isInteger(asked) && asked >= 40 ? asked : Infinity;
}
