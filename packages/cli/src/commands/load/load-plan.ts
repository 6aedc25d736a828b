import type { RunRequest } from '@wdh/job';
import type { TableDescription } from '@wdh/warehouse-loader';
import type { LoadColumn } from '../../formats/load-column.js';
import type { LoadParams } from '../../load-job/load-params.js';
import { requestOf } from '../../options/run-options.js';
import type { FileLoad } from './file-load.js';
import { checkColumnTypes } from './match/check-column-types.js';
import { checkKeys } from './match/check-keys.js';
import { type MatchedColumns, matchColumns } from './match/match-columns.js';

/** How one file is loaded: what is shown before the load, and recorded with it. */
export interface LoadPlan {
  readonly input: string;
  readonly table: string;
  readonly params: LoadParams;
  readonly request: RunRequest;
  /** Columns of the table that the file does not have. */
  readonly left: readonly string[];
  readonly tableColumns: number;
}

/**
 * Decides how a file is loaded into a table that exists.
 *
 * @throws WdhError `COLUMNS_DO_NOT_MATCH`, `COLUMN_TYPE_DIFFERS`, `KEY_NOT_FOUND`, `KEY_NOT_UNIQUE`
 * (schema)
 */
export function planLoad(
  { inspected, options, name }: FileLoad,
  table: TableDescription,
): LoadPlan {
  const { reading, encoding } = inspected;
  const { columns, left } = matched({ inspected, options, name }, table);
  checkColumnTypes(table, columns, options.columns);
  const keys = options.key === undefined || options.key === false ? [] : options.key;
  const mode = options.mode ?? (keys.length > 0 ? 'upsert' : 'append');
  const isMerging = mode === 'upsert' || mode === 'insert_new';
  if (isMerging) checkKeys(table, keys);
  const params: LoadParams = {
    into: table.name,
    keys: isMerging ? [...keys] : [],
    read: reading,
    columns: [...columns],
  };
  const request = { ...requestOf(name, { ...options, mode, encoding }), params };
  return {
    input: name,
    table: table.name,
    params,
    request,
    left,
    tableColumns: table.columns.length,
  };
}

function matched(
  { inspected, options, name }: Pick<FileLoad, 'inspected' | 'options' | 'name'>,
  table: TableDescription,
): MatchedColumns {
  const { names, areNamesCertain, doubt } = inspected;
  try {
    return matchColumns(name, names, table, options, areNamesCertain);
  } catch (error) {
    // With another delimiter, the names would be others.
    throw doubt ?? error;
  }
}

/** Returns the columns that are loaded under another name. */
export const renamedIn = ({ params }: LoadPlan): readonly LoadColumn[] =>
  params.columns.filter(({ from, to }) => to !== null && to !== from);

/** Returns the names of the columns that are not loaded. */
export const omittedIn = ({ params }: LoadPlan): readonly string[] =>
  params.columns.filter(({ to }) => to === null).map(({ from }) => from);
