import { apiPath, withQuery } from '../../api/api-path.js';

/** Whose rejected rows are shown. */
export type RejectScope =
  { readonly kind: 'run'; readonly run: string } | { readonly kind: 'job'; readonly job: string };

/** Which rejected rows are shown: those that match all of these. */
export interface RejectFilters {
  readonly code: string | null;
  /** Null: rows of every field. */
  readonly field: string | null;
  /** Only rows that were rejected as a whole, not for one field. */
  readonly isWhole: boolean;
  /** Null: both. */
  readonly isResolved: boolean | null;
  readonly cursor: string | null;
}

/** Reads the filters of rejected rows from the query of an address. */
export function rejectFiltersOf(query: URLSearchParams): RejectFilters {
  const state = query.get('state');
  return {
    code: query.get('code'),
    field: query.get('field'),
    isWhole: query.get('whole') === 'true',
    isResolved: state === 'repaired' ? true : state === 'open' ? false : null,
    cursor: query.get('cursor'),
  };
}

/** Returns the path of a page of rejected rows. */
export function rejectsPath(scope: RejectScope, filters: RejectFilters): string {
  return withQuery(`${pathOf(scope)}/rejects`, queryOf(filters));
}

/** Returns the path of the counts by code and field. */
export function rejectCountsPath(scope: RejectScope): string {
  return `${pathOf(scope)}/rejects/counts`;
}

/**
 * Returns the address of a CSV file of the rows that match, on all pages.
 *
 * @param keepsFormulas - Whether a cell that begins like a formula is written as it is.
 */
export function rejectsCsvAddress(
  scope: RejectScope,
  filters: RejectFilters,
  keepsFormulas: boolean,
): string {
  const query = { ...queryOf(filters), cursor: null, formulas: keepsFormulas ? 'keep' : null };
  return withQuery(`api${pathOf(scope)}/rejects.csv`, query);
}

function pathOf(scope: RejectScope): string {
  return scope.kind === 'run' ? apiPath`/runs/${scope.run}` : apiPath`/jobs/${scope.job}`;
}

function queryOf({ code, field, isWhole, isResolved, cursor }: RejectFilters) {
  return { code, field, whole: isWhole ? true : null, isResolved, cursor };
}
