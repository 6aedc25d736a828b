/** Returns the texts of all cells in a value: its own, or those of everything in it. */
export function cellsIn(value: unknown): readonly string[] {
  const cells: string[] = [];
  collect(value, cells, new Set());
  return cells;
}

function collect(value: unknown, cells: string[], seen: Set<object>): void {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    cells.push(String(value).trim());
  } else if (value instanceof Date) {
    const isValid = !Number.isNaN(value.getTime());
    cells.push(String(value), ...(isValid ? [value.toISOString(), String(value.getTime())] : []));
  } else if (value instanceof RegExp) {
    cells.push(String(value));
  } else if (typeof value === 'object' && value !== null && !seen.has(value)) {
    seen.add(value);
    const parts = value instanceof Map || value instanceof Set ? value : Object.values(value);
    for (const part of parts) collect(part, cells, seen);
  }
}

/**
 * Returns the position at which a text contains that of a cell, or -1. A short cell is found as a
 * separate word, any other cell anywhere, also in its JSON form.
 */
export function findCell(text: string, cell: string): number {
  if (cell.length > 3) {
    const at = text.indexOf(cell);
    return at === -1 ? text.indexOf(JSON.stringify(cell).slice(1, -1)) : at;
  }
  if (cell === '') return -1;
  for (let at = text.indexOf(cell); at !== -1; at = text.indexOf(cell, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + cell.length])) return at;
  }
  return -1;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
