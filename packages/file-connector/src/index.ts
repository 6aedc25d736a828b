export { csvSource, type CsvSourceOptions } from './csv/csv-source.js';
export type { MalformedCode } from './csv/records/malformed-record.js';
export { writeCsv, type CsvCell, type WriteCsvOptions, type WrittenCsv } from './csv/write-csv.js';
