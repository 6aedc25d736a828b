/** How a load uses its target, which decides what is read and checked. */
export interface TargetUse {
  /** Name of the mode, for messages. */
  readonly name: string;
  /** Whether rows of the target are found by key. This needs a unique index. */
  readonly matchesKeys: boolean;
  /**
   * Whether rows of the target are changed. This needs UPDATE; columns that the rows do not name
   * keep their values.
   */
  readonly updatesRows: boolean;
  /**
   * Whether all rows of the target are deleted. This needs DELETE, and no foreign key of another
   * table may cascade.
   */
  readonly deletesRows: boolean;
  /**
   * Whether rows are written to a staging table first. This needs TEMPORARY, and SELECT to count the
   * rows.
   */
  readonly isStaged: boolean;
}
