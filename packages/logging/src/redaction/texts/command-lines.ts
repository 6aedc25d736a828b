import { isSensitiveKey } from '../names/sensitive-keys.js';
import { redactedMarker } from '../secrets/marker.js';
import { argument } from './quoted.js';

/** The syntax of a program's password argument: the first group is kept, the text after it is the password. */
interface CommandForm {
  /** The program and the rest of its line, up to the next occurrence of the program. */
  readonly line: RegExp;
  readonly password: RegExp;
}

/** The separator of two arguments: blanks, or quotes and a comma as in `["mysql", "-px"]`. */
const gap = `(?:\\s+|["']\\s*,\\s*["'])`;
/** The same or nothing, for options whose value may follow without a blank. */
const maybeGap = `(?:\\s*|["']\\s*,\\s*["'])`;
/** The start of an argument. */
const begin = `(?<=[\\s"'])`;

function form(programs: string, password: string, flags = ''): CommandForm {
  const program = `(?<![\\w-])(?:${programs})(?:\\.exe)?(?=["']?[\\s,])`;
  const rest = `(?:\\\\\\r?\\n|(?!${program})[^\\r\\n])*`;
  return { line: new RegExp(program + rest, 'gi'), password: new RegExp(password, flags) };
}

/** An argument of the form `user:password`. */
const userAndPassword =
  `(?:"[^":\\r\\n]*:|'[^':\\r\\n]*:|["']?[^\\s:"']*["']?:["']?))` +
  `(?:(?<=\\s["'][^:"'\\r\\n]{0,256}:|:["'])[^"'\\r\\n]+|[^\\s"']+)`;

const forms: readonly CommandForm[] = [
  // -p and the password are one word: -p alone prompts for it, and the next word is the database.
  form(
    'mysql\\w*|mariadb[\\w-]*|7z[arz]?|rar|unrar',
    `(${begin}-[vtsqfnNBEHXACbcw]{0,4}p)(?=[^\\s"',]|["'][^\\s,\\]])${argument}`,
    'g',
  ),
  form('mysqladmin', `(\\spassword\\s+)${argument}`),
  form('sshpass|mongo\\w*|cqlsh', `(${begin}-p${maybeGap})${argument}`),
  form('redis-cli|valkey-cli', `(${begin}-a${maybeGap})${argument}`),
  form('sqlcmd|bcp|osql|unzip|zip', `(${begin}-P${maybeGap})${argument}`),
  form(
    'ldap(?:search|modify|add|delete|passwd|whoami|compare)',
    `(${begin}-w${maybeGap})${argument}`,
  ),
  form(
    '(?:docker|podman|nerdctl|helm registry|oras|az) +login',
    `(${begin}-p${maybeGap})${argument}`,
  ),
  form('curl', `(${begin}-\\w{0,8}[uU]${maybeGap}${userAndPassword}`, 'g'),
  form('curl', `(${begin}--(?:proxy-)?user(?:${gap}|=)${userAndPassword}`, 'g'),
  form('curl', `(${begin}(?:-E|--cert)${maybeGap}["']?[^\\s:"']*:)[^\\s"':]+`, 'g'),
  form('curl', `(${begin}-b\\s*)(?=\\S*=|["'])${argument}`, 'g'),
  form('https?', `(${begin}(?:-a|--auth)(?:${gap}|=)${userAndPassword}`),
  form('smbclient|rpcclient', `(${begin}-U${maybeGap}["']?[^\\s%]*%)[^\\s"']+`),
  form('lftp', `(${begin}-u${maybeGap}["']?[^\\s,"']+,)[^\\s"']+`),
  form('ssh-keygen', `(${begin}-[NP]${maybeGap})${argument}`, 'g'),
  form('htpasswd', `(${begin}-\\w*b\\w*(?:\\s+[^\\s-]\\S*){1,2}\\s+)[^\\s-]\\S*\\s*$`),
  form('openssl', `(${begin}-[kK]\\s+)${argument}`),
  form('sqlplus|sqlldr|expdp|impdp', `(\\s[^\\s/"'@-][^\\s/@]*/)[^\\s@]+`),
];

/**
 * Names, or prefixes of names, of all programs that {@link redactCommandLines} supports: a text
 * without one of them is not such a command line.
 */
export const programNames =
  'mysql|mariadb|7z|rar|sshpass|mongo|cqlsh|redis-cli|valkey-cli|sqlcmd|bcp|osql|zip|ldap|login|curl|' +
  'https?\\s|smbclient|rpcclient|lftp|ssh-keygen|htpasswd|openssl|sqlplus|sqlldr|expdp|impdp';

const programs = new RegExp(programNames, 'i');

/** Words of a sentence about an option, which are not passwords. */
const prose = `(?:an?|and|are|argument|as|by|for|from|has|in|is|must|needs?|of|on|option|or|to|was|with|without)\\b(?![^\\s"',;.)])`;

/**
 * `--password x`, `-storepass x`, `"--password", "x"`; an option that prompts for the password has
 * no value.
 */
const option = new RegExp(
  `((?<![\\w-])--?([a-z][\\w.-]{0,127})(?:\\s+|["']\\s*,\\s*(?=["'])))(?!${prose}|<[\\w -]+>)${argument}`,
  'gi',
);
const isSwitch = /^(?:no|ask|use|with|without|prompt|require|force|skip)-/i;

/** Replaces passwords on command lines where the program or the name of the option identifies them. */
export function redactCommandLines(text: string): string {
  const redacted = text.replace(option, (whole, kept: string, name: string) =>
    isSensitiveKey(name) && !isSwitch.test(name) ? kept + redactedMarker : whole,
  );
  return programs.test(redacted) ? forms.reduce(redactForm, redacted) : redacted;
}

/**
 * Returns an argument of a program without its password, which may depend on the `previous`
 * argument: `-px` of `mysql`, `a:x` after `-u` of `curl`.
 */
export function redactArgument(program: string, previous: string, whole: string): string {
  if (!programs.test(program)) return whole;
  // One word, so that no character in it ends the argument early.
  const before = `${program} ${previous} `;
  const redacted = redactCommandLines(before + whole.replace(/[\s"',\\]/g, '_'));
  const isHidden = redacted.startsWith(before) && redacted.includes(redactedMarker, before.length);
  return isHidden ? redacted.slice(before.length) : whole;
}

function redactForm(text: string, { line, password }: CommandForm): string {
  return text.replace(line, (whole) => whole.replace(password, `$1${redactedMarker}`));
}
