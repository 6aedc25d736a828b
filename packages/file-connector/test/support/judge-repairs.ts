import type { CsvSourceOptions } from '../../src/csv/csv-source-options.js';
import type { DamageTable } from './damage-tables.js';
import { type Damage, type DamageKind, damagesOf, writtenRecord } from './damage.js';
import { type ReadText, readText } from './read-text.js';

/** A repair that changed the meaning of a record. */
interface WrongRepair {
  readonly kind: DamageKind;
  readonly damaged: string;
  readonly loaded: string;
}

/** The result of the policy lenient for damaged records. */
interface Verdict {
  /** Damaged records that strict rejects. */
  rejectedByStrict: number;
  right: number;
  readonly wrong: WrongRepair[];
}

/** The dialect of a table; default RFC 4180 with line feeds. */
interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly newline: '\n' | '\r\n';
}

/**
 * Damages each record of a table separately, in every way, and checks the rows that lenient reads
 * and strict does not. Only the original record is correct. A row that strict reads too is not a
 * repair.
 */
export async function judgeRepairs(
  table: DamageTable,
  every = 1,
  dialect: Dialect = { delimiter: ',', quote: '"', newline: '\n' },
): Promise<Verdict> {
  const verdict: Verdict = { rejectedByStrict: 0, right: 0, wrong: [] };
  for (let index = 0; index < table.records.length; index += every) {
    for (const damage of damagesOf(table.records[index] ?? [])) {
      await judge(table, index, damage, dialect, verdict);
    }
  }
  return verdict;
}

async function judge(
  table: DamageTable,
  damagedIndex: number,
  { kind, text, meant }: Damage,
  dialect: Dialect,
  verdict: Verdict,
): Promise<void> {
  const { columns, endsInDelimiter } = table;
  const records = table.records
    .map((record, index) => (index === damagedIndex ? text : writtenRecord(record)))
    .join('');
  const header = columns.join(',') + (endsInDelimiter === 'header and records' ? ',' : '');
  const read = async (file: string, options: CsvSourceOptions) =>
    readText(translated(file, dialect), { ...dialect, ...options });
  const byStrict = await legalRows(table, records, read);
  const byLenient = rowsOf(await read(`${header}\n${records}`, { columns, policy: 'lenient' }));
  const clean = table.records.map((record, index) => {
    const cells = index === damagedIndex ? meant : record.map(({ value }) => value);
    return JSON.stringify(cells.slice(0, columns.length).map((cell) => translated(cell, dialect)));
  });
  if (byStrict.length < clean.length) verdict.rejectedByStrict += 1;
  const isRight = without(clean, byStrict);
  for (const row of without(byLenient, byStrict)) {
    const at = isRight.indexOf(row);
    if (at === -1) {
      verdict.wrong.push({ kind, damaged: text, loaded: row });
    } else {
      verdict.right += 1;
      isRight.splice(at, 1);
    }
  }
}

/** Writes text of RFC 4180 in another dialect, whose characters it must not contain. */
const translated = (text: string, { delimiter, quote, newline }: Dialect): string =>
  text.replaceAll(',', delimiter).replaceAll('"', quote).replaceAll('\n', newline);

/**
 * Reads the records that are legal without repair: with the columns of the table and, where its
 * records end in a delimiter, with one more column that is always empty.
 */
async function legalRows(
  { columns, endsInDelimiter }: DamageTable,
  records: string,
  read: (file: string, options: CsvSourceOptions) => Promise<ReadText>,
): Promise<string[]> {
  const header = columns.join(',');
  const asNamed = rowsOf(await read(`${header}\n${records}`, { columns }));
  if (endsInDelimiter === undefined) return asNamed;
  const { rows } = await read(`${header},end\n${records}`, { columns: [...columns, 'end'] });
  const asEnding = rows
    .filter(({ end }) => end === '')
    .map((row) => JSON.stringify(Object.values(row).slice(0, -1)));
  if (endsInDelimiter === 'header and records') return asEnding;
  return [...asEnding, ...without(asNamed, asEnding)];
}

const rowsOf = ({ rows }: ReadText): string[] =>
  rows.map((row) => JSON.stringify(Object.values(row)));

/** Removes each of `others` once. */
function without(rows: readonly string[], others: readonly string[]): string[] {
  const left = [...rows];
  for (const other of others) {
    const at = left.indexOf(other);
    if (at !== -1) left.splice(at, 1);
  }
  return left;
}
