/** How a load uses its target, as far as the target is looked up and checked for it. */
export interface TargetUse {
  /** Name of the mode, for messages. */
  readonly name: string;
  /** Whether rows of the target are found by their key, for which a unique index is needed. */
  readonly matchesKeys: boolean;
  /**
   * Whether rows of the target are changed. This needs UPDATE; a column that the rows do not name keeps
   * its values.
   */
  readonly updatesRows: boolean;
  /**
   * Whether all rows of the target are deleted. This needs DELETE, and no foreign key of another table
   * that would delete or change rows there.
   */
  readonly deletesRows: boolean;
  /** Whether rows wait in a staging table first. This needs TEMPORARY, and SELECT to count the rows. */
  readonly isStaged: boolean;
}
