import { isSensitiveKey } from '../names/sensitive-keys.js';
import { redactedMarker } from '../secrets/marker.js';
import { argument } from './quoted.js';

/** How a program takes a password: the first group stays, what follows it is the password. */
interface CommandForm {
  /** The program and what follows it on its line, up to the same program again. */
  readonly line: RegExp;
  readonly password: RegExp;
}

function form(programs: string, password: string, flags = ''): CommandForm {
  const program = `(?<![\\w-])(?:${programs})(?:\\.exe)?(?=\\s)`;
  const rest = `(?:\\\\\\r?\\n|(?!${program})[^\\r\\n])*`;
  return { line: new RegExp(program + rest, 'gi'), password: new RegExp(password, flags) };
}

/** An argument of the form `user:password`. */
const userAndPassword = `["']?[^\\s:"']*:)(?:(?<=\\s["'][^\\s:"']*:)[^"'\\r\\n]*|\\S+)`;

const forms: readonly CommandForm[] = [
  // -p and password are one word: -p alone asks for it, and the next word is the database.
  form('mysql\\w*|mariadb[\\w-]*|7z[arz]?|rar|unrar', `((?<=\\s)-p)(?=[^\\s])${argument}`, 'g'),
  form('mysqladmin', `(\\spassword\\s+)${argument}`),
  form('sshpass', `((?<=\\s)-p\\s*)${argument}`),
  form('mongo\\w*', `((?<=\\s)-p\\s*)${argument}`),
  form('redis-cli|valkey-cli', `((?<=\\s)-a\\s*)${argument}`),
  form('sqlcmd|bcp|osql|unzip|zip', `((?<=\\s)-P\\s*)${argument}`),
  form('ldap(?:search|modify|add|delete|passwd|whoami|compare)', `((?<=\\s)-w\\s*)${argument}`),
  form('(?:docker|podman|nerdctl|helm registry|oras) +login', `((?<=\\s)-p\\s*)${argument}`),
  form('curl', `((?<=\\s)-\\w{0,8}[uU]\\s*${userAndPassword}`, 'g'),
  form('curl', `((?<=\\s)--(?:proxy-)?user[\\s=]\\s*${userAndPassword}`, 'g'),
  form('curl', `((?<=\\s)-b\\s*)(?=\\S*=|["'])${argument}`, 'g'),
  form('smbclient|rpcclient', `((?<=\\s)-U\\s*["']?[^\\s%]*%)[^\\s"']+`),
  form('sqlplus|sqlldr|expdp|impdp', `(\\s[^\\s/"'@-][^\\s/@]*/)[^\\s@]+`),
];

const programs =
  /\b(?:mysql|mariadb|7z|rar|sshpass|mongo|redis-cli|valkey-cli|sqlcmd|bcp|osql|zip|ldap|login|curl|smbclient|rpcclient|sqlplus|sqlldr|expdp|impdp)/i;

/** `--password x`, `-storepass x`, `"--password", "x"`; one that asks for the password has no value. */
const option = new RegExp(
  `((?<![\\w-])--?([a-z][\\w.-]{0,127})(?:\\s+|["']\\s*,\\s*(?=["'])))${argument}`,
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

function redactForm(text: string, { line, password }: CommandForm): string {
  return text.replace(line, (whole) => whole.replace(password, `$1${redactedMarker}`));
}
