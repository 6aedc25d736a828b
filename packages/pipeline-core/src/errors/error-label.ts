/** Names an error by class and code. The message is left out: it may hold cell values. */
export function errorLabel(error: unknown): string {
  if (!(error instanceof Error)) return `a value of type ${typeof error}`;
  return 'code' in error && typeof error.code === 'string'
    ? `${error.name} [${error.code}]`
    : error.name;
}
