import { type CellValue, writeXlsx } from 'hucre/xlsx';

/**
 * Makes the workbook of a drawing: `# name` begins a sheet, `|` is between cells, days and numbers
 * are values of their kind.
 */
export async function drawWorkbook(drawing: string): Promise<Uint8Array> {
  const sheets = drawing
    .split(/^# /m)
    .slice(1)
    .map((part) => {
      const [name = '', ...lines] = part.trimEnd().split('\n');
      return {
        name,
        rows: lines.map((line) => line.split('|').map((cell) => valueOf(cell.trim()))),
      };
    });
  return writeXlsx({ sheets });
}

function valueOf(cell: string): CellValue {
  if (cell === '') return null;
  if (/^\d{4}-\d\d-\d\d$/.test(cell)) return new Date(`${cell}T00:00:00Z`);
  return /^-?\d+(?:\.\d+)?$/.test(cell) ? Number(cell) : cell;
}
