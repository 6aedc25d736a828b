export { csvSource, type CsvRowOf, type CsvSource, type NoOptions } from './csv/csv-source.js';
export type { CsvSourceOptions } from './csv/csv-source-options.js';
export type { CsvDialectOptions } from './csv/dialect/csv-dialect.js';
export type { NewlineRule, Newline } from './csv/dialect/newline.js';
export type { ReadStatistics, RepairCode } from './csv/read-tally.js';
export type { MalformedPolicy } from './csv/records/record-splitter.js';
export type { MalformedCode } from './csv/records/malformed-record.js';
export { writeCsv, type CsvCell, type WriteCsvOptions, type WrittenCsv } from './csv/write-csv.js';
