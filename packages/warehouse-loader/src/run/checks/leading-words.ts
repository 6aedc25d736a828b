/**
 * Returns the first words of a statement in lower case, after spaces, semicolons and comments,
 * including nested ones. Each character is read once.
 *
 * @see https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-COMMENTS
 */
export function leadingWords(sql: string, count: number): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (words.length < count) {
    at = skipComments(sql, at);
    const end = endOfWord(sql, at);
    if (end === at) break;
    words.push(sql.slice(at, end).toLowerCase());
    at = end;
  }
  return words;
}

function skipComments(sql: string, from: number): number {
  let at = from;
  for (;;) {
    if (/[\s;\uFEFF]/.test(sql.charAt(at))) at += 1;
    else if (sql.startsWith('--', at)) at = endOfLine(sql, at);
    else if (sql.startsWith('/*', at)) at = endOfBlock(sql, at);
    else return at;
  }
}

/** The server ends a comment at a carriage return as well. */
function endOfLine(sql: string, from: number): number {
  let at = from;
  while (at < sql.length && sql[at] !== '\n' && sql[at] !== '\r') at += 1;
  return at;
}

function endOfBlock(sql: string, from: number): number {
  let depth = 0;
  let at = from;
  do {
    if (sql.startsWith('/*', at)) depth += 1;
    else if (sql.startsWith('*/', at)) depth -= 1;
    else at -= 1;
    at += 2;
  } while (depth > 0 && at < sql.length);
  return at;
}

function endOfWord(sql: string, from: number): number {
  let at = from;
  while (/\w/.test(sql.charAt(at))) at += 1;
  return at;
}

/** Returns a statement without the semicolons and spaces at its end. */
export function withoutEnd(sql: string): string {
  let end = sql.length;
  while (end > 0 && /[\s;]/.test(sql.charAt(end - 1))) end -= 1;
  return sql.slice(0, end);
}
