import { isSensitiveKey } from './names/sensitive-keys.js';
import { redactedMarker } from './secrets/marker.js';
import { redactAssignments } from './texts/assignments.js';
import { redactCommandLines } from './texts/command-lines.js';
import { redactPasswordFiles } from './texts/password-files.js';
import { quoted } from './texts/quoted.js';
import { redactUrls } from './texts/url-credentials.js';

/** What every recognisable secret has beside it. */
const suspicion =
  /:\/\/|eyJ|-----BEGIN|bearer|basic|pass|pwd|secret|token|key|auth|cookie|cred|\bpw|[_-]pw|jwt|salt|sig|otp|dsn|database_?url|connection|identified|curl|mysql|mariadb|7z|rar|redis-cli|valkey-cli|sqlcmd|bcp|osql|zip|mongo|ldap|login|smbclient|rpcclient|sqlplus|sqlldr|expdp|impdp|:(?:\d{3,5}|\*):/i;

/** Returns, after one look, whether a text may hold a secret: most do not. */
export function isSuspicious(text: string): boolean {
  return suspicion.test(text);
}

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*-----|$)/g;
const webToken = /(?<![\w-])eyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)*/g;
const bearer = /\b(bearer\s+)[^\s"',;]+/gi;
/** Not `Basic authentication`: real credentials have a digit, a capital or a sign. */
const basic = /\b((?:[Bb]asic|BASIC)\s+)(?=[a-z]*[A-Z0-9+/=_-])[\w+/=-]{6,}/g;
/** The rest of the line is the value of these headers. */
const header = /\b((?:proxy-)?authorization|(?:set-)?cookie)(\s*[:=]\s*)(?!\s|\\*["'`])[^\r\n]+/gi;
/** `ALTER ROLE etl PASSWORD 'x'`, `IDENTIFIED BY 'x'`. */
const clause = new RegExp(
  `(?<name>\\b(?:password|secret|token|identified\\s+by)\\s+)${quoted}`,
  'gi',
);
/** `PASSWORD $$x$$`: to the end of the line, since the text may hold any sign. */
const dollarQuoted = /\b(password\s+)\$\w{0,63}\$[^\r\n]+/gi;
/** `<password>x</password>`. */
const element = /(<([\w.:-]{1,128})(?:\s[^<>]{0,256})?>)[^<>]+(?=<\/)/g;
/** `<add key="password" value="x"/>`, `{"name":"token","value":"x"}`. */
const labelled = new RegExp(
  `(?<opening>\\b(?:key|name)["']?\\s*[=:]\\s*["'](?<name>[\\w.-]{1,128})["'][\\s,]*["']?value["']?\\s*[=:]\\s*)${quoted}`,
  'gi',
);

/**
 * Replaces what is recognisable as a secret in running text: credentials in URLs, values assigned
 * to sensitive names (key=value, JSON, XML, connection strings, headers), passwords on command lines
 * and in lines of password files, bearer and basic credentials, JSON web tokens and private keys.
 *
 * Takes time in proportion to the length of the text, and changes nothing the second time.
 */
export function redactSensitiveText(text: string): string {
  const withoutCredentials = text
    .replace(privateKey, redactedMarker)
    .replace(webToken, redactedMarker)
    .replace(bearer, `$1${redactedMarker}`)
    .replace(basic, `$1${redactedMarker}`)
    .replace(header, `$1$2${redactedMarker}`)
    .replace(labelled, hideLabelled);
  const withoutValues = redactAssignments(redactElements(withoutCredentials))
    .replace(clause, `$<name>$<quote>${redactedMarker}$<end>`)
    .replace(dollarQuoted, `$1${redactedMarker}`);
  return redactUrls(redactPasswordFiles(redactCommandLines(withoutValues)));
}

function redactElements(text: string): string {
  if (!text.includes('</')) return text;
  return text.replace(element, (whole, opening: string, name: string) =>
    isSensitiveKey(name) ? opening + redactedMarker : whole,
  );
}

function hideLabelled(whole: string, ...groups: readonly unknown[]): string {
  const { opening = '', name = '', quote = '', end = '' } = groups.at(-1) as Record<string, string>;
  return isSensitiveKey(name) ? opening + quote + redactedMarker + end : whole;
}
