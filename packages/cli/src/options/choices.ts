import type { CsvDialectName, Encoding, FileFormat } from '@wdh/file-connector';
import type { BadRowPolicy } from '@wdh/job';
import type { RunStatus } from '@wdh/runs';
import type { LoadMode } from '@wdh/warehouse-loader';

// The packages have these lists as well, and a test compares them. They are repeated so that help
// and completion appear at once, without loading the packages.

/** The choices of `--mode`. */
export const modeChoices = [
  'append',
  'upsert',
  'insert_new',
  'replace',
] as const satisfies readonly LoadMode[];

/** The choices of `--on-error`. */
export const badRowChoices = ['stop', 'collect'] as const satisfies readonly BadRowPolicy[];

/** The choices of `--status`. */
export const statusChoices = [
  'queued',
  'running',
  'success',
  'failed',
  'skipped',
  'rehearsed',
  'cancelled',
  'abandoned',
] as const satisfies readonly RunStatus[];

/** The choices of `--encoding`. */
export const encodingChoices = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'latin1',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'iso-8859-2',
  'iso-8859-4',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-9',
  'iso-8859-13',
  'iso-8859-15',
  'iso-8859-16',
  'koi8-r',
  'koi8-u',
  'ibm866',
  'cp437',
  'cp737',
  'cp775',
  'cp850',
  'cp852',
  'cp855',
  'cp857',
  'cp860',
  'cp862',
  'cp863',
  'cp865',
  'macintosh',
  'shift_jis',
  'euc-jp',
  'gbk',
  'gb18030',
  'big5',
  'euc-kr',
] as const satisfies readonly Encoding[];

/** The choices of `--format`, for the format of a file. */
export const fileFormatChoices = [
  'csv',
  'excel',
  'json',
  'json-lines',
] as const satisfies readonly FileFormat[];

/** The choices of `--dialect`. */
export const dialectChoices = [
  'rfc4180',
  'excel',
  'excel-semicolon',
  'unicode-text',
  'tsv',
  'mysql',
  'mysql-enclosed',
  'postgres-text',
  'postgres-csv',
] as const satisfies readonly CsvDialectName[];
