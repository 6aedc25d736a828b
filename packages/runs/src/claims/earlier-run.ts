/** A successful run that loaded the same content with the same pipeline into a table of that name. */
export interface EarlierRun {
  readonly executionId: string;
  /** Whether it read the content with the same options, if both runs recorded them. */
  readonly hasSameOptions: boolean;
  /** The table that it loaded, by `pg_class.oid`; null if not recorded. */
  readonly targetOid: number | null;
  /** Rows of that run in the table; null if not recorded. */
  readonly rowsLoaded: number | null;
  /** Rejected rows of that run; null if not recorded. */
  readonly rowsRejected: number | null;
  /** When it succeeded, as ISO 8601 in UTC; null if not recorded. */
  readonly completedAt: string | null;
}
