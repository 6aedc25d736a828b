/** The position of a password in a URL. */
interface Place {
  readonly start: number;
  readonly end: number;
}

const sensitiveName = /passw|pwd|pass$|secret|token|key$|sig$|credential/i;

/** Replaces every password in a URL, of the user or in a parameter, by `***`. */
export function maskUrlPasswords(url: string): string {
  let masked = '';
  let done = 0;
  for (const { start, end } of findPasswords(url)) {
    masked += `${url.slice(done, start)}***`;
    done = end;
  }
  return masked + url.slice(done);
}

/** Lists the passwords in a URL, each as written and as decoded. */
export function listUrlPasswords(url: string): readonly string[] {
  const written = findPasswords(url).map(({ start, end }) => url.slice(start, end));
  return [...new Set(written.flatMap((password) => [password, decodeURIComponent(password)]))];
}

/** Finds the passwords from left to right, in linear time. */
function findPasswords(url: string): readonly Place[] {
  const ofUser = findUserPassword(url);
  const query = url.indexOf('?', ofUser?.end ?? 0);
  return [...(ofUser === undefined ? [] : [ofUser]), ...findParameters(url, query)];
}

/** Reads up to the last @, so that a password is covered even if it is not encoded. */
function findUserPassword(url: string): Place | undefined {
  const user = /^[^:/?#]+:\/\/[^:/?#@]*:/.exec(url);
  const start = user?.[0].length ?? url.length;
  const end = url.lastIndexOf('@');
  return end > start ? { start, end } : undefined;
}

/** URL parsers decode parameter names, so `%70assword` is a password too. */
function decodedName(name: string): string {
  return name.replace(/%([2-7][\da-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function findParameters(url: string, query: number): readonly Place[] {
  const places: Place[] = [];
  let at = query;
  while (at !== -1) {
    const next = url.indexOf('&', at + 1);
    const end = next === -1 ? url.length : next;
    const [name = ''] = url.slice(at + 1, end).split('=', 1);
    const start = at + 1 + name.length + 1;
    if (start < end && sensitiveName.test(decodedName(name))) places.push({ start, end });
    at = next;
  }
  return places;
}
