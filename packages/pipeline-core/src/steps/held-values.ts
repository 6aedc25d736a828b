/** The texts of all cells in a value: of itself, or of everything in it. */
export function cellsIn(value: unknown): readonly string[] {
  const cells: string[] = [];
  collect(value, cells, new Set());
  return cells;
}

function collect(value: unknown, cells: string[], seen: Set<object>): void {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    cells.push(String(value).trim());
  } else if (value instanceof Date) {
    cells.push(String(value), Number.isNaN(value.getTime()) ? '' : value.toISOString());
  } else if (value instanceof RegExp) {
    cells.push(String(value));
  } else if (typeof value === 'object' && value !== null && !seen.has(value)) {
    seen.add(value);
    const parts = value instanceof Map || value instanceof Set ? value : Object.values(value);
    for (const part of parts) collect(part, cells, seen);
  }
}

/** Whether a text holds that of a cell: a short one as a word of its own, any other wherever it is. */
export function holdsCell(text: string, cell: string): boolean {
  if (cell === '') return false;
  if (cell.length > 3)
    return text.includes(cell) || text.includes(JSON.stringify(cell).slice(1, -1));
  for (let at = text.indexOf(cell); at !== -1; at = text.indexOf(cell, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + cell.length])) return true;
  }
  return false;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
