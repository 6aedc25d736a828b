/** A program that reads a file, keeps none of it, and prints the counts of its records. */
import { csvSource } from '../../src/index.js';
import { codesAndLines } from './read-accounted.js';

let rowCount = 0;
let lastRow: unknown;
const rejects: string[] = [];
const [, , path = '', maxRecordBytes = '1048576'] = process.argv;
const source = csvSource(path, { maxRecordBytes: Number(maxRecordBytes) });
for await (const { rows, rejected } of source.read()) {
  rowCount += rows.length;
  lastRow = rows.at(-1) ?? lastRow;
  rejects.push(...codesAndLines(rejected));
}
process.stdout.write(JSON.stringify({ rowCount, lastRow, rejects }));
