import { isSecret, listOf, optionalEntry, plainUrlOf, secretAdvice } from '../optional-entry.js';
import type { BasicLogin } from './budget-settings.js';

const user = /^[\w.@-]{1,64}$/u;
/** A loose form: mail servers know which addresses there are. */
const address = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,255}$/u;
const named = /^[^<>,;"\p{Cc}]{0,100}<(.+)>$/u;
const key = /^[\x21-\x7e]{6,400}$/u;

const all = <Item>(items: readonly (Item | undefined)[]): readonly Item[] | undefined => {
  const sound = items.filter((item) => item !== undefined);
  return sound.length === items.length ? sound : undefined;
};

const soundSecret = (text: string): string | undefined => (isSecret(text) ? text : undefined);

const secretsOf = (text: string): readonly string[] | undefined =>
  all(listOf(text).map(soundSecret));

function loginsOf(text: string): readonly BasicLogin[] | undefined {
  return all(
    listOf(text).map((item) => {
      const [name = '', password = '', more] = item.split(':');
      const isSound = user.test(name) && isSecret(password) && more === undefined;
      return isSound ? { user: name, password } : undefined;
    }),
  );
}

function senderOf(text: string): string | undefined {
  const [, inBrackets] = named.exec(text) ?? [];
  return address.test(inBrackets ?? text) ? text : undefined;
}

/**
 * Reads the address of a server with a login. A sign of a password that is not encoded would make a part of
 * it the host or the path: such an address has an @ behind its host.
 */
function serverUrlOf(protocols: readonly string[]): (text: string) => string | undefined {
  return (text) => {
    if (!URL.canParse(text) || !text.includes('://')) return undefined;
    const { protocol, hostname, username, password, pathname, search, hash } = new URL(text);
    const isWhole = hostname !== '' && !`${pathname}${search}`.includes('@') && hash === '';
    const isDecodable = [username, password].every((part) => !/%(?![\da-f]{2})/iu.test(part));
    return isWhole && isDecodable && protocols.includes(protocol) && isUtf8(username + password)
      ? text
      : undefined;
  };
}

function isUtf8(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}

function slackUrlOf(text: string): string | undefined {
  const url = plainUrlOf(text);
  return url !== undefined && new URL(url).pathname.length > 1 ? url : undefined;
}

/** The settings of budgets. */
export const budgetEntries = {
  BUDGET_WEBHOOK_SECRET: optionalEntry(
    'secrets of 32 to 200 characters, several by commas',
    secretAdvice,
    secretsOf,
  ),
  BUDGET_WEBHOOK_BASIC: optionalEntry(
    'USER:PASSWORD, several by commas',
    'A user has letters, digits and . _ @ -; a password has 32 to 200 letters, digits and . _ ~ + / = -.',
    loginsOf,
  ),
  BUDGET_KEY_SECRET: optionalEntry(
    'secrets of 32 to 200 characters, several by commas, the newest first',
    secretAdvice,
    secretsOf,
  ),
  BUDGET_MAIL_FROM: optionalEntry(
    'a mail address',
    'Write it as budgets@example.com or Budgets <budgets@example.com>.',
    senderOf,
  ),
  BUDGET_MAIL_TO: optionalEntry(
    'mail addresses, several by commas',
    'Write it as anna@example.com,team@example.com.',
    (text) => all(listOf(text).map((item) => (address.test(item) ? item : undefined))),
  ),
  SMTP_URL: optionalEntry(
    'the address of a mail server',
    'Write it as smtp://user:password@host:587 or smtps://host:465, and percent-encode @ : / # % ? in the password.',
    serverUrlOf(['smtp:', 'smtps:']),
  ),
  SLACK_WEBHOOK_URL: optionalEntry(
    'the address of an incoming webhook of Slack',
    'Copy it from the page of the app in Slack, from https:// on.',
    slackUrlOf,
  ),
  LITELLM_URL: optionalEntry(
    'the address of a LiteLLM proxy',
    'Write it as https://host/path, without user, query and fragment.',
    plainUrlOf,
  ),
  LITELLM_MASTER_KEY: optionalEntry(
    'the master key of the LiteLLM proxy',
    'It has 6 to 400 characters, and no blank.',
    (text) => (key.test(text) ? text : undefined),
  ),
  REDIS_URL: optionalEntry(
    'the address of a Redis server',
    'Write it as redis://user:password@host:6379/0 or rediss://host, and percent-encode @ : / # % ? in the password; or remove it for PostgreSQL.',
    serverUrlOf(['redis:', 'rediss:']),
  ),
};
