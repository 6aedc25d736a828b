/** The path below which the console answers, without a slash at its end: empty for the root. */
export function basePath(): string {
  return new URL(document.baseURI).pathname.replace(/\/[^/]*$/, '');
}
