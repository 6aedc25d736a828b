// Greedy up to the last @, so that a password is covered even where it was not encoded.
const inUserInfo = /(?<=^[^:/?#]+:\/\/[^:/?#@]*:).+(?=@)/gs;
const inQuery = /(?<=[?&][^=&]*(?:password|secret|token)[^=&]*=)[^&]+/gi;

/** Replaces every password in a URL, of the user or in a parameter, by `***`. */
export function maskUrlPasswords(url: string): string {
  return url.replace(inUserInfo, '***').replace(inQuery, '***');
}

/** Lists the passwords in a URL, each as it is written and as it is meant. */
export function listUrlPasswords(url: string): readonly string[] {
  const written = [inUserInfo, inQuery].flatMap((pattern) => url.match(pattern) ?? []);
  return [...new Set(written.flatMap((password) => [password, decodeURIComponent(password)]))];
}
