import { redactedMarker } from './secrets/marker.js';
import { sensitiveWordsInText } from './sensitive-keys.js';

const suspicion = new RegExp(
  `://|eyJ|-----BEGIN|bearer|basic|\\bpass\\b|wdh_\\w*salt|${sensitiveWordsInText}`,
  'i',
);

/** Tells at one look whether a text may hold a secret: most do not. */
export function isSuspicious(text: string): boolean {
  return suspicion.test(text);
}

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*-----|$)/g;
const webToken = /\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)*/g;
const bearer = /\b(bearer\s+)[^\s"',;]+/gi;
/** Not `Basic authentication`: real credentials have a digit, a capital or a sign. */
const basic = /\b((?:[Bb]asic|BASIC)\s+)(?=[a-z]*[A-Z0-9+/=_-])[\w+/=-]{6,}/g;
/** The rest of the line is the value of these headers. */
const header = /\b((?:proxy-)?authorization|(?:set-)?cookie)(\s*[:=]\s*)(?!\s|\\*["'`])[^\r\n]+/gi;

const name = `(?:${sensitiveWordsInText}|\\bpass\\b|wdh_\\w{0,64}salt)[\\w.-]{0,64}`;
/** Up to the same quote again; doubled or after a backslash it belongs to the text. */
const quoted =
  '(?<quote>\\\\*["\'`])(?:(?!\\k<quote>)[^]|\\k<quote>{2}|(?<=\\\\)\\k<quote>)*(?<end>\\k<quote>|$)';
/** `password=x`, `"token": "x"`, `password => 'x'`, `password%3Dx`. */
const assignment = new RegExp(
  `(?<name>${name}\\\\*["'\`]?\\]?\\s*(?:=>?|:|%3[ad])\\s*)(?:${quoted}|\\S+)`,
  'gi',
);
/** `ALTER ROLE etl PASSWORD 'x'`. */
const clause = new RegExp(`(?<name>\\b(?:password|secret|token)\\s+)${quoted}`, 'gi');
/** `--password x`. */
const option = new RegExp(`(?<name>--?[\\w-]{0,64}?${name}\\s+)[^\\s-]\\S*`, 'gi');

/**
 * Replaces what is recognisable as a secret in running text: credentials in URLs, values assigned
 * to sensitive names (key=value, JSON, connection strings, options, headers), bearer and basic
 * credentials, JSON web tokens and private keys.
 *
 * Takes time in proportion to the length of the text, and changes nothing the second time.
 */
export function redactSensitiveText(text: string): string {
  return redactUrls(
    text
      .replace(privateKey, redactedMarker)
      .replace(webToken, redactedMarker)
      .replace(bearer, `$1${redactedMarker}`)
      .replace(basic, `$1${redactedMarker}`)
      .replace(header, `$1$2${redactedMarker}`)
      .replace(assignment, `$<name>$<quote>${redactedMarker}$<end>`)
      .replace(clause, `$<name>$<quote>${redactedMarker}$<end>`)
      .replace(option, `$<name>${redactedMarker}`),
  );
}

/** A password with a blank in it; web addresses are left alone, and so are ports. */
const urlWithBlank =
  /\b(?!(?:https?|wss?|file):)([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/]*:)(?!\d+(?:[/?\s]|$))[^@\r\n]{0,256}(?=@)/gi;

/** Passwords are not always encoded, so the last @ of a run without blanks ends them. */
function redactUrls(text: string): string {
  if (!text.includes('://') || !text.includes('@')) return text;
  return text.replace(/\S+/g, redactUrl).replace(urlWithBlank, `$1${redactedMarker}`);
}

function redactUrl(run: string): string {
  const scheme = run.indexOf('://');
  const at = run.lastIndexOf('@');
  if (scheme === -1 || at < scheme) return run;
  const start = scheme + 3;
  const colon = run.indexOf(':', start);
  if (colon !== -1 && colon < at) return run.slice(0, colon + 1) + redactedMarker + run.slice(at);
  // Without a password, what stands before the @ is a name, or for web addresses often a token.
  const isName = !/https?$/i.test(run.slice(0, scheme)) || run.slice(start, at).includes('/');
  return isName ? run : run.slice(0, start) + redactedMarker + run.slice(at);
}
