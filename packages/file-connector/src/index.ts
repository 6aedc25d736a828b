export { csvSource, type CsvRowOf, type CsvSource } from './csv/csv-source.js';
export { certainOptions } from './csv/detect/certain-options.js';
export {
  detectDialect,
  type DetectedDialect,
  type DialectProposals,
  type KnownDialect,
} from './csv/detect/detect-dialect.js';
export { detectFormat, type FileFormat } from './detect/detect-format.js';
export { certainFrom, type Proposal } from './layout/detect/proposal.js';
export { csvSources } from './csv/csv-sources.js';
export type { CsvSourceOptions } from './csv/csv-source-options.js';
export type { CsvLayoutOptions } from './csv/layout/csv-layout.js';
export type { FooterMatch } from './layout/footer-match.js';
export type { HeaderFill } from './layout/join-header-rows.js';
export type { LayoutOptions } from './layout/layout-options.js';
export type { NameRule } from './layout/name-columns.js';
export type { CsvDialectOptions, EscapeRule } from './csv/dialect/csv-dialect.js';
export { csvDialects, type CsvDialectName, type CsvPreset } from './csv/dialect/presets.js';
export type { LineRule, NewlineRule, Newline } from './csv/dialect/newline.js';
export type { Compression } from './compression/decompress.js';
export { encodings, type Encoding } from './encoding/encoding.js';
export type { ByteStream, Content, SourceInput } from './input/content.js';
export type { Checksum } from './input/checksum-option.js';
export { withoutChecksumFiles } from './checksum/without-checksum-files.js';
export { findInputs } from './resolve/find-inputs.js';
export { inputName } from './resolve/input-name.js';
export { isPath } from './resolve/is-path.js';
export type { OriginOptions } from './input/origin-options.js';
export { sharedInput } from './resolve/shared-input.js';
export type { DownloadOptions } from './input/download-options.js';
export type { InputOptions } from './input/input-options.js';
export type { ProgressListener, ReadProgress } from './input/progress.js';
export type { ReadStatistics, RepairCode } from './tally/read-tally.js';
export type { MalformedPolicy } from './csv/records/record-splitter-options.js';
export type { MalformedCode } from './csv/records/malformed-record.js';
export { csvSink, type CsvSink, type CsvSinkOptions, type WrittenCsv } from './csv/csv-sink.js';
export { type CsvCell, csvText, type CsvTextOptions } from './csv/csv-text.js';
export {
  type DetectedSheet,
  detectSheet,
  type DetectSheetOptions,
} from './excel/detect/detect-sheet.js';
export { type ExcelSheet, excelSheets, type ExcelSheetsOptions } from './excel/excel-sheets.js';
export { excelSource, type ExcelSource } from './excel/excel-source.js';
export type { ExcelSourceOptions, MergedCellsRule } from './excel/excel-options.js';
export type { ExcelStatistics } from './excel/excel-statistics.js';
export { snakeCase } from './header/snake-case.js';
export { expectReplaceable } from './file/protected-files.js';
export { replaceFile } from './file/replace-file.js';
export {
  jsonLinesSource,
  type JsonLinesOptions,
  type JsonLinesSource,
} from './json-lines/json-lines-source.js';
export type { MalformedJsonCode } from './json/rows/json-record-reader.js';
export {
  jsonSource,
  type JsonSource,
  type JsonSourceOptions,
} from './json/document/json-source.js';
export type { JsonOptions } from './json/rows/json-options.js';
export type { JsonRowSource } from './json/rows/json-row-source.js';
export type { RowShapeOptions } from './json/rows/row-shape.js';
export type { JsonLineCode } from './json/values/json-object.js';
export type { CellFormat } from './parse/cell-format.js';
export { numberFormat } from './parse/numbers/number-format.js';
export { numberFormatOf } from './parse/numbers/name/number-format-of.js';
export type { NumberFormatOptions } from './parse/numbers/number-options.js';
export { type CellFormatOption, cellFormatOf } from './parse/cell-format-of.js';
export type { CellFormats } from './parse/row-formats.js';
export { parseCells } from './parse/parse-cells.js';
export { dateFormat, dateTimeFormat } from './parse/dates/date-format.js';
export { dateFormatOf } from './parse/dates/date-format-of.js';
export { zoneNamed } from './parse/dates/zone/time-zone.js';
export type { ZoneRules } from './parse/dates/zone/zone-rules.js';
export type { DateLanguage, DateLanguageCode } from './parse/dates/names/date-language.js';
export type {
  DateFormatOptions,
  DateFormatOptions as ParseDateOptions,
  DateTimeFormatOptions,
} from './parse/dates/options/date-format-options.js';
export { parseDate, parseDateTime } from './parse/dates/parse-date.js';
export {
  parseDecimal,
  type ParseDecimalOptions,
  parseInteger,
  type ParseIntegerOptions,
} from './parse/numbers/parse-number.js';
export type { ParsedRow, TextFields } from './parse/parse-step.js';
export type { CsvDialect } from './csv/dialect/csv-dialect.js';
export type { ColumnType } from './profile/cells/column-type.js';
export type { FileColumn } from './profile/column-profiler.js';
export type { DistinctCount } from './profile/distinct/distinct-hashes.js';
export type { FormatProposal } from './profile/formats/format-proposer.js';
export type { FileProfile } from './profile/file-profile.js';
export {
  type ExcelFileProfile,
  profileExcel,
  type ProfileExcelOptions,
} from './profile/profile-excel.js';
export type { MalformedLine } from './profile/malformed-lines.js';
export {
  type CsvFileProfile,
  profileFile,
  type ProfileFileOptions,
} from './profile/profile-file.js';
export {
  type JsonFileProfile,
  profileJson,
  type ProfileJsonOptions,
} from './profile/profile-json.js';
export {
  type JsonLinesFileProfile,
  profileJsonLines,
  type ProfileJsonLinesOptions,
} from './profile/profile-json-lines.js';
