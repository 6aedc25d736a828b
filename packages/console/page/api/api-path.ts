/** Values of a query; those that are null, undefined or empty are omitted. */
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Writes a path of the API and encodes its values: apiPath`/runs/${id}/steps`. */
export function apiPath(texts: TemplateStringsArray, ...values: readonly string[]): string {
  return texts.reduce(
    (path, text, index) => `${path}${encodeURIComponent(values[index - 1] ?? '')}${text}`,
  );
}

/** Adds a query to a path. */
export function withQuery(path: string, query: Query): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') parts.set(name, String(value));
  }
  const text = parts.toString();
  return text === '' ? path : `${path}?${text}`;
}
