import { readText } from '../read-text.js';
import type { PollutedFile } from './polluted-file.js';
import { columnNames } from './source-table.js';

/** The score of a reader for a set of files. */
interface PollockScore {
  files: number;
  /** Mean over the files: one point for success, and nine for header, records and cells. */
  score: number;
  /** Number of files of which every row was read correctly. */
  perfect: number;
  /** Wrong repairs: rows that only lenient reads and that differ from the meaning of the file. */
  wrongRepairs: string[];
  rightRepairs: number;
}

type Rows = readonly (readonly string[])[];

/**
 * Reads files under both policies and scores them like Pollock: for each file one point for
 * success, and precision, recall and F1 of its header, its records and its cells.
 *
 * Cells are compared exactly. Pollock first normalizes numbers, days and letters, which can only
 * raise the score of a reader that changes nothing. As in Pollock, records are compared by their
 * joined cells, so a moved empty cell does not lower the score; `wrongRepairs` compares cell by
 * cell.
 */
export async function scoreOf(
  files: Iterable<PollutedFile>,
): Promise<Record<'strict' | 'lenient', PollockScore>> {
  const empty = () => ({ files: 0, score: 0, perfect: 0, wrongRepairs: [], rightRepairs: 0 });
  const scores: Record<'strict' | 'lenient', PollockScore> = { strict: empty(), lenient: empty() };
  for (const file of files) {
    const strict = await loadedRows(file, 'strict');
    const lenient = await loadedRows(file, 'lenient');
    add(scores.strict, pointsOf(file.clean, strict));
    add(scores.lenient, pointsOf(file.clean, lenient));
    judgeRepairs(scores.lenient, file, strict, lenient);
  }
  for (const score of Object.values(scores)) score.score /= Math.max(1, score.files);
  return scores;
}

async function loadedRows(file: PollutedFile, policy: 'strict' | 'lenient'): Promise<Rows> {
  const { rows } = await readText([file.bytes], { ...file.options, policy });
  const records = rows.map((row) => Object.values(row).map((cell) => cell ?? ''));
  return file.options.skipLines === 0 ? records : [columnNames, ...records];
}

function add(total: PollockScore, points: number): void {
  total.files += 1;
  total.score += points;
  if (points > 10 - 1e-9) total.perfect += 1;
}

function judgeRepairs(
  score: PollockScore,
  { name, clean }: PollutedFile,
  strict: Rows,
  lenient: Rows,
): void {
  const meant = counted(clean.map(rowText));
  const known = counted(strict.map(rowText));
  for (const text of lenient.map(rowText)) {
    const isMeant = takeOne(meant, text);
    if (takeOne(known, text)) continue;
    if (isMeant) score.rightRepairs += 1;
    else score.wrongRepairs.push(`${name}: ${JSON.stringify(text.split('\u0000'))}`);
  }
}

/** Joins the cells of a row by a character that no cell contains. */
const rowText = (row: readonly string[]): string => row.join('\u0000');

function pointsOf(clean: Rows, loaded: Rows): number {
  if (clean.length === 0) return 10;
  const joined = (rows: Rows): string[] => rows.slice(1).map((row) => row.join(''));
  return (
    1 +
    measures(clean[0] ?? [], loaded[0] ?? []) +
    measures(joined(clean), joined(loaded)) +
    measures(clean.flat(), loaded.flat())
  );
}

/** Returns precision, recall and F1 of two multisets; 3 where nothing was expected. */
function measures(expected: readonly string[], found: readonly string[]): number {
  if (expected.length === 0) return 3;
  const common = countCommon(expected, found);
  if (common === 0) return 0;
  const precision = common / found.length;
  const recall = common / expected.length;
  return precision + recall + (2 * precision * recall) / (precision + recall);
}

/** Counts the common elements of two multisets; equal ends are counted first, as two files are nearly equal. */
function countCommon(expected: readonly string[], found: readonly string[]): number {
  const most = Math.min(expected.length, found.length);
  let head = 0;
  while (head < most && expected[head] === found[head]) head += 1;
  let tail = 0;
  while (tail < most - head && expected.at(-1 - tail) === found.at(-1 - tail)) tail += 1;
  const left = counted(expected.slice(head, expected.length - tail));
  const between = found.slice(head, found.length - tail);
  return head + tail + between.filter((item) => takeOne(left, item)).length;
}

function counted(items: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function takeOne(counts: Map<string, number>, item: string): boolean {
  const count = counts.get(item) ?? 0;
  if (count > 0) counts.set(item, count - 1);
  return count > 0;
}
