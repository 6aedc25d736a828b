import { sourceColumns, type SourceColumn } from '../../src/columns.js';

/** The cells of a record, in the order of the header. */
export type Cells = readonly string[];

const cells: Readonly<Record<SourceColumn, string>> = {
  'Airport Name': 'LAGUARDIA NY',
  'Aircraft Make Model': 'B-737-300',
  'Effect Amount of damage': 'None',
  'Flight Date': '2000-02-29',
  'Aircraft Airline Operator': 'US AIRWAYS*',
  'Origin State': 'New York',
  'Phase of flight': 'Approach',
  'Wildlife Size': 'Small',
  'Wildlife Species': 'Laughing gull',
  'Time of day': 'Day',
  'Cost Other': '20',
  'Cost Repair': '5',
  'Cost Total $': '25',
  'Speed IAS in knots': '140',
};

/** Creates a valid record with a different airport for each number; `own` replaces cells. */
export function strike(at: number, own: Partial<Record<SourceColumn, string>> = {}): Cells {
  const record: Readonly<Record<SourceColumn, string>> = {
    ...cells,
    'Airport Name': `AIRPORT ${at}`,
    ...own,
  };
  return sourceColumns.map((column) => record[column]);
}

/** Creates valid records, all different. */
export function strikes(count: number): readonly Cells[] {
  return Array.from({ length: count }, (_, at) => strike(at));
}

/** The header of the file, as a line without its newline. */
export const header = line(sourceColumns);

/** Writes a record as a line without its newline, with quotes where they are needed. */
export function line(record: Cells): string {
  return record
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

/** Writes header and lines, each a record or a line as it is, as a file. */
export function strikeFile(records: readonly (Cells | string)[]): string {
  const lines = records.map((record) => (typeof record === 'string' ? record : line(record)));
  return [header, ...lines].map((text) => `${text}\n`).join('');
}
