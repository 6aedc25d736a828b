/** Names in the catalog of the table that is being loaded. */
export interface KnownNames {
  readonly tables: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
  readonly constraints: ReadonlySet<string>;
}

/** The names that a server error has besides its message. */
export interface NamesInError {
  readonly table_name?: string;
  readonly column_name?: string;
  readonly constraint_name?: string;
  /** Function of the server's source that reported the error. */
  readonly routine?: string;
}

/**
 * Functions of the server's source that take the names from the catalog. Other functions, such as
 * that of RAISE or of another procedural language, receive them from user code, and they may contain
 * a cell value.
 */
const fromCatalog: ReadonlySet<string> = new Set([
  'ATRewriteTable',
  'ExecConstraints',
  'ExecEvalConstraintCheck',
  'ExecEvalConstraintNotNull',
  'ExecPartitionCheckEmitError',
  'RI_FKey_check',
  'ReportNotNullViolationError',
  '_bt_check_unique',
  'check_exclusion_or_unique_constraint',
  'comparetup_index_btree',
  'comparetup_index_btree_tiebreak',
  'domain_check_input',
  'domain_check_internal',
  'ri_ReportViolation',
  'unique_key_recheck',
  'validateDomainCheckConstraint',
  'validateDomainConstraint',
  'validateDomainNotNullConstraint',
]);

/** Returns those names of an error that are in the catalog. */
export function catalogNamesOf(
  error: NamesInError,
  known: KnownNames | undefined,
): Readonly<Record<'table' | 'column' | 'constraint', string | null>> {
  const { routine, table_name: table, column_name: column, constraint_name: constraint } = error;
  // Servers always name the function.
  const isTrusted = routine === undefined || fromCatalog.has(routine);
  const kept = (name: string | undefined, names: ReadonlySet<string> | undefined): string | null =>
    name !== undefined && (isTrusted || names?.has(name) === true) ? name : null;
  return {
    table: kept(table, known?.tables),
    column: kept(column, known?.columns),
    constraint: kept(constraint, known?.constraints),
  };
}
