import { isSensitiveKey } from '../names/sensitive-keys.js';
import { redactedMarker } from '../secrets/marker.js';
import { argument } from './quoted.js';

/** How a program takes a password: the first group stays, what follows it is the password. */
interface CommandForm {
  /** The program and what follows it on its line, up to the same program again. */
  readonly line: RegExp;
  readonly password: RegExp;
}

/** What stands between two arguments: blanks, or as in `["mysql", "-px"]` quotes and a comma. */
const gap = `(?:\\s+|["']\\s*,\\s*["'])`;
/** The same or nothing, for options that take their value with or without a blank. */
const maybeGap = `(?:\\s*|["']\\s*,\\s*["'])`;
/** Where an argument begins. */
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
  // -p and password are one word: -p alone asks for it, and the next word is the database.
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
 * Names, or beginnings of names, of all programs that {@link redactCommandLines} knows: a text
 * without one of them is no such command line.
 */
export const programNames =
  'mysql|mariadb|7z|rar|sshpass|mongo|cqlsh|redis-cli|valkey-cli|sqlcmd|bcp|osql|zip|ldap|login|curl|' +
  'https?\\s|smbclient|rpcclient|lftp|ssh-keygen|htpasswd|openssl|sqlplus|sqlldr|expdp|impdp';

const programs = new RegExp(programNames, 'i');

/** Words of a sentence about an option; a password is none of them. */
const prose = `(?:an?|and|are|argument|as|by|for|from|has|in|is|must|needs?|of|on|option|or|to|was|with|without)\\b(?![^\\s"',;.)])`;

/** `--password x`, `-storepass x`, `"--password", "x"`; one that asks for the password has no value. */
const option = new RegExp(
  `((?<![\\w-])--?([a-z][\\w.-]{0,127})(?:\\s+|["']\\s*,\\s*(?=["'])))(?!${prose}|<[\\w -]+>)${argument}`,
  'gi',
);
const isSwitch = /^(?:no|ask|use|with|without|prompt|require|force|skip)-/i;

/** Replaces passwords on command lines where the program or the option's name makes them certain. */
export function redactCommandLines(text: string): string {
  const redacted = text.replace(option, (whole, kept: string, name: string) =>
    isSensitiveKey(name) && !isSwitch.test(name) ? kept + redactedMarker : whole,
  );
  return programs.test(redacted) ? forms.reduce(redactForm, redacted) : redacted;
}

/**
 * Returns an argument of a program without the password that it is, alone or behind `previous`:
 * `-px` of `mysql`, `a:x` behind `-u` of `curl`.
 */
export function redactArgument(program: string, previous: string, whole: string): string {
  if (!programs.test(program)) return whole;
  // One word, so that nothing in it ends the argument early.
  const before = `${program} ${previous} `;
  const redacted = redactCommandLines(before + whole.replace(/[\s"',\\]/g, '_'));
  const isHidden = redacted.startsWith(before) && redacted.includes(redactedMarker, before.length);
  return isHidden ? redacted.slice(before.length) : whole;
}

function redactForm(text: string, { line, password }: CommandForm): string {
  return text.replace(line, (whole) => whole.replace(password, `$1${redactedMarker}`));
}
