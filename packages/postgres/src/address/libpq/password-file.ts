/** What a line of a password file is searched for. */
export interface LoginPlace {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
}

/**
 * Finds the password of a login in the text of a password file, by the first line that matches.
 *
 * @see https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
export function findPassword(text: string, login: LoginPlace): string | undefined {
  const wanted = [login.host, login.port, login.database, login.user];
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue;
    const written = fieldsOf(line.replace(/\r+$/, ''));
    const password = written[wanted.length];
    const isFit = wanted.every((value, at) => written[at] === '*' || plain(written[at]) === value);
    if (password !== undefined && isFit) return plain(password);
  }
  return undefined;
}

/** Splits a line at its colons; `\` makes the next character an ordinary one. */
function fieldsOf(line: string): readonly string[] {
  const found: string[] = [];
  let start = 0;
  for (const { 0: mark, index } of line.matchAll(/\\[\s\S]|:/g)) {
    if (mark !== ':') continue;
    found.push(line.slice(start, index));
    start = index + 1;
  }
  return [...found, line.slice(start)];
}

function plain(written: string | undefined): string | undefined {
  return written?.replaceAll(/\\([\s\S])/g, '$1');
}
