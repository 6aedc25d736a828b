/** Fields of a PostgreSQL error in addition to its message. */
const fields = [
  'severity',
  'code',
  'detail',
  'hint',
  'position',
  'where',
  'schema_name',
  'table_name',
  'column_name',
  'constraint_name',
  'query',
] as const;

function describeOne(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = fields.flatMap((field) => {
    const value: unknown = Reflect.get(error, field);
    return typeof value === 'string' && value !== '' ? [`  ${field}: ${value}`] : [];
  });
  return [`${error.name}: ${error.message}`, ...said].join('\n');
}

/**
 * Returns all details of an error and its causes, outermost first, with the statement and the
 * fields of the database error. It may contain cell values: only for test data.
 */
export function describeFailure(error: unknown): string {
  const described: string[] = [];
  const seen = new Set<unknown>();
  for (let current = error; current !== undefined && !seen.has(current);) {
    seen.add(current);
    described.push(describeOne(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return described.join('\nCaused by ');
}
