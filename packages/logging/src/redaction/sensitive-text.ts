import { isSensitiveKey } from './names/sensitive-keys.js';
import { redactedMarker } from './secrets/marker.js';
import { redactAssignments } from './texts/assignments.js';
import { programNames, redactCommandLines } from './texts/command-lines.js';
import { redactPasswordFiles } from './texts/password-files.js';
import { quoted } from './texts/quoted.js';
import { redactUrls } from './texts/url-credentials.js';

/** Characters and words next to every recognisable secret. */
const suspicion = new RegExp(
  ':\\/\\/|eyJ|-----BEGIN|bearer|basic|pass|pwd|secret|token|key|auth|cookie|cred|pw|jwt|salt|sig|otp|' +
    'dsn|database_?url|connection|conn[._-]?str|[cx]srf|identified|psk|kennwort|sess|connect\\.sid|mfa|recovery|sas\\b|oracle:|glpat-|xox[a-z]-|AIza|npm_|' +
    `gh[a-z]_|github_pat|sk_live|:(?:\\d{4,5}|\\*):|${programNames}`,
  'i',
);

/** Returns, by a fast check, whether a text may contain a secret: most do not. */
export function isSuspicious(text: string): boolean {
  return suspicion.test(text);
}

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*-----|$)/g;
const webToken = /(?<![\w-])eyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)*/g;
/** Not `the bearer token is missing`. */
const bearer =
  /\b(bearer\s+)(?!(?:tokens?|auth\w*|bonds?|of|is|was|and|or|scheme|credentials?)\b(?![^\s"',;.:]))[^\s"',;]+/gi;
/** Not `Basic authentication`: real credentials have a digit, a sign, or capitals within. */
const basic =
  /\b((?:[Bb]asic|BASIC)\s+)(?![A-Z]?[a-z]+(?![\w+/=-]))(?=[a-z]*[A-Z0-9+/=_-])[\w+/=-]{6,}/g;
/** Tokens with the prefix of a well-known service, and secret paths of web hooks. */
const marked =
  /\b(?:gh[oprsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|sk_live_\w{10,}|AIza[\w-]{30,}|npm_\w{30,}|(?<=\/\/hooks\.slack\.com\/services\/)\S+)/g;
/** The rest of the line is the value of these headers. */
const header = /\b((?:proxy-)?authorization|(?:set-)?cookie)(\s*[:=]\s*)(?!\s|\\*["'`])[^\r\n]+/gi;
/** `ALTER ROLE etl PASSWORD 'x'`, also `E'x'`; `SET x.password TO 'x'`, `PASSWORD('x')`. */
const clause = new RegExp(
  `(?<name>\\bpassword(?:\\s+to)?(?:\\s+(?:[en]|u&)?|\\s*\\(\\s*))${quoted}`,
  'gi',
);
/** `secret "x1"`, but no word of a sentence or token of a parser: `unexpected token "comma"`. */
const quotedToken = new RegExp(
  `(?<name>\\b(?:secret|token)\\s+)(?=\\\\*["'\`][^\\s"'\`]*\\d[^\\s"'\`]*)${quoted}`,
  'gi',
);
const identifiedBy =
  '(?<name>\\b(?:(?:create|alter)\\s+(?:user|role)|grant)\\b[^\\r\\n;]{0,200}?\\bidentified\\s+(?:with\\s+\\S+\\s+)?(?:by|as)\\s+)';
/** `CREATE USER a IDENTIFIED BY 'x'`, `… WITH plugin BY 'x'`, but not `rows identified by 'id'`. */
const identified = new RegExp(identifiedBy + quoted, 'gi');
/** The same in Oracle: `IDENTIFIED BY x`. */
const identifiedBare = new RegExp(`${identifiedBy}[^\\s;"'\`\\\\]+`, 'gi');
/** `SET PASSWORD FOR u = 'x'`. */
const setPassword = new RegExp(
  `(?<name>\\bset\\s+password\\s+for\\s+\\S{1,128}\\s*=\\s*)${quoted}`,
  'gi',
);
/** `PASSWORD $$x$$`: to the end of the line, since the text may contain any character. */
const dollarQuoted = /\b(password\s+)\$\w{0,63}\$[^\r\n]+/gi;
/** `<password>x</password>`, `<entry key="db.password">x</entry>`. */
const element =
  /(<([\w.:-]{1,128})(?:\s+(?:(?:key|name)=["']([\w.:-]{1,128})["']|(?!(?:key|name)=["'])[^<>\s]{1,1024})){0,32}\s*>(?:\s*<value>)?)[^<>]+(?=<\/)/g;
/** The same in YAML, where a value needs no quotes: `- name: DB_PASS` and `value: x` below it. */
const labelledPlain =
  /(\bname:[ \t]*(["']?)([\w.-]{1,128})\2(?:,|[ \t]*\r?\n)[ \t]*value:[ \t]*)(?!["'\s])[^\s,}]+/g;
/** `{"value":"x","name":"token"}`: in reverse order. */
const labelledBehind = new RegExp(
  `(?<opening>"value"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"(?<rest>\\s*,\\s*"(?:key|name)"\\s*:\\s*"(?<name>[\\w.-]{1,128})")`,
  'gi',
);
/** `<add key="password" value="x"/>`, `{"name":"token","value":"x"}`. */
const labelled = new RegExp(
  `(?<opening>\\b(?:key|name)["']?\\s*[=:]\\s*["'](?<name>[\\w.-]{1,128})["'][\\s,]*["']?value["']?\\s*[=:]\\s*)${quoted}`,
  'gi',
);

/**
 * Replaces recognisable secrets in text: credentials in URLs, values assigned to sensitive names
 * (key=value, JSON, XML, connection strings, headers), passwords on command lines and in lines of
 * password files, bearer and basic credentials, JSON web tokens and private keys.
 *
 * Runs in linear time. A second call changes nothing.
 */
export function redactSensitiveText(text: string): string {
  const withoutCredentials = text
    .replace(privateKey, redactedMarker)
    .replace(webToken, redactedMarker)
    .replace(bearer, `$1${redactedMarker}`)
    .replace(basic, `$1${redactedMarker}`)
    .replace(header, `$1$2${redactedMarker}`)
    .replace(marked, redactedMarker);
  const withoutValues = redactClauses(
    redactAssignments(redactElements(redactLabelled(withoutCredentials))),
  );
  return redactUrls(redactPasswordFiles(redactCommandLines(withoutValues)));
}

function redactElements(text: string): string {
  if (!text.includes('</')) return text;
  return text.replace(element, (whole, opening: string, name: string, label = '') =>
    isSensitiveKey(name) || isSensitiveKey(String(label)) ? opening + redactedMarker : whole,
  );
}

function redactClauses(text: string): string {
  const hidden = `$<name>$<quote>${redactedMarker}$<end>`;
  return text
    .replace(setPassword, hidden)
    .replace(clause, hidden)
    .replace(quotedToken, hidden)
    .replace(identified, hidden)
    .replace(identifiedBare, `$<name>${redactedMarker}`)
    .replace(dollarQuoted, `$1${redactedMarker}`);
}

function redactLabelled(text: string): string {
  if (!/value/i.test(text)) return text;
  return text
    .replace(labelled, hideLabelled)
    .replace(labelledPlain, (whole, opening: string, _: string, name: string) =>
      isSensitiveKey(name) ? opening + redactedMarker : whole,
    )
    .replace(labelledBehind, (whole: string, ...groups: readonly unknown[]) => {
      const { opening = '', rest = '', name = '' } = groups.at(-1) as Record<string, string>;
      return isSensitiveKey(name) ? `${opening}"${redactedMarker}"${rest}` : whole;
    });
}

function hideLabelled(whole: string, ...groups: readonly unknown[]): string {
  const { opening = '', name = '', quote = '', end = '' } = groups.at(-1) as Record<string, string>;
  return isSensitiveKey(name) ? opening + quote + redactedMarker + end : whole;
}
