/** A dot, slash, backslash, percent sign before one of these, or a control character, as an escape. */
const disguised = /%(?:2e|2f|5c|[01][\da-f]|7f|25(?:2e|2f|5c|25|[01][\da-f]))/iu;

/** What is not a path, or is another one after it is normalised. */
const irregular = /^(?!\/)|\/\/|[\\\s#]|\/\.{1,2}(?:\/|$)|%(?![\da-f]{2})/iu;

/** Whether a path means the same to every program on its way: no `..`, `//`, `%2e`, `%252e` or backslash. */
export function isPlainPath(path: string): boolean {
  return !disguised.test(path) && !irregular.test(path);
}
