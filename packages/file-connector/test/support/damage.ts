/** One cell: its text in the file and its value. */
export interface WrittenCell {
  readonly value: string;
  readonly isQuoted: boolean;
}

/** The kinds of damage to the delimiters, quotes and newlines of one record. */
export type DamageKind =
  | 'delimiter between cells'
  | 'delimiter inside a cell'
  | 'delimiter missing'
  | 'quote too many'
  | 'quote missing'
  | 'pair of quotes missing'
  | 'newline too many'
  | 'newline missing';

/** One damaged record. */
export interface Damage {
  readonly kind: DamageKind;
  /** The damaged text of the record, with its newline. */
  readonly text: string;
  /** The cells that a correct repair gives. */
  readonly meant: readonly string[];
}

/** Writes a record with the quoting of its cells. */
export function writtenRecord(cells: readonly WrittenCell[], newline = '\n'): string {
  return cells.map(writtenCell).join(',') + newline;
}

/**
 * Damages a record once, in every way and at every position, without duplicates.
 *
 * A surplus quote is text of its cell, as in Pollock. All other damage does not change the meaning
 * of the record.
 */
export function damagesOf(cells: readonly WrittenCell[]): Damage[] {
  const values = cells.map(({ value }) => value);
  const text = cells.map(writtenCell).join(',');
  const starts = startsOf(cells);
  const found = new Map<string, Damage>();
  const add = (kind: DamageKind, damaged: string, meant: readonly string[] = values): void => {
    if (damaged !== `${text}\n` && !found.has(damaged)) {
      found.set(damaged, { kind, text: damaged, meant });
    }
  };
  const boundaries = [...starts, text.length];
  for (const at of boundaries) add('delimiter between cells', `${inserted(text, at, ',')}\n`);
  for (const start of starts.slice(1)) add('delimiter missing', `${cut(text, start - 1, start)}\n`);
  for (const [index, cell] of cells.entries()) {
    const start = starts[index] ?? 0;
    const end = start + writtenCell(cell).length;
    for (let at = start + 1; at < end; at += 1) {
      add('delimiter inside a cell', `${inserted(text, at, ',')}\n`);
    }
    for (let at = start; at <= end; at += 1) {
      const value = inserted(cell.value, at - start, '"');
      const meant = cell.isQuoted ? values : values.with(index, value);
      add('quote too many', `${inserted(text, at, '"')}\n`, meant);
    }
    if (cell.isQuoted) {
      const bare = text.slice(start + 1, end - 1);
      add('pair of quotes missing', `${text.slice(0, start)}${bare}${text.slice(end)}\n`);
    }
  }
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') add('quote missing', `${cut(text, at, at + 1)}\n`);
    add('newline too many', `${inserted(text, at, '\n')}\n`);
  }
  add('newline missing', text);
  return [...found.values()];
}

function writtenCell({ value, isQuoted }: WrittenCell): string {
  return isQuoted ? `"${value.replaceAll('"', '""')}"` : value;
}

function startsOf(cells: readonly WrittenCell[]): number[] {
  let next = 0;
  return cells.map((cell) => {
    const start = next;
    next += writtenCell(cell).length + 1;
    return start;
  });
}

const inserted = (text: string, at: number, what: string): string =>
  text.slice(0, at) + what + text.slice(at);

const cut = (text: string, from: number, to: number): string =>
  text.slice(0, from) + text.slice(to);
