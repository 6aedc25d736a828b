import { noticeOptionInvalid } from '../notice-option-error.js';

/** An address of mail, with the name of its owner. */
export interface MailAddress {
  /** Empty if there is none. */
  readonly name: string;
  readonly address: string;
}

/**
 * One address: no list, no comment, and nothing that ends a line of a header. Quoted local parts are not
 * taken.
 */
const onlyAddress = /^[^\s\p{Cc}\p{Cf}<>()[\]\\,;:"@]+@[^\s\p{Cc}\p{Cf}<>()[\]\\,;:"@]+$/u;
const named = /^([^\p{Cc}<>"]*)<([^<>]*)>$/u;
/** RFC 5321, 4.5.3.1.3, without the angle brackets. */
const longestAddress = 254;

/** Whether a text is one address without a name, as notices are sent to. */
export const isMailAddress = (text: string): boolean =>
  text.length <= longestAddress && onlyAddress.test(text);

/** Parses `ops@example.org` or `Budgets <ops@example.org>`; null if it is neither. */
export function parseMailAddress(text: string): MailAddress | null {
  const trimmed = text.trim();
  const [, name = '', address = trimmed] = named.exec(trimmed) ?? [];
  if (!isMailAddress(address)) return null;
  return { name: name.trim(), address };
}

/** Splits a list of addresses at commas and semicolons; empty parts are left out. */
export function splitAddresses(list: string | readonly string[]): readonly string[] {
  const texts = typeof list === 'string' ? [list] : list;
  return texts
    .flatMap((text) => text.split(/[,;]/u))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** @throws WdhError `NOTICE_OPTION_INVALID`, without the address */
export function requireMailAddress(text: string, option: string): MailAddress {
  const parsed = parseMailAddress(text);
  if (parsed === null) {
    throw noticeOptionInvalid(
      `The option "${option}" of a mail channel is no address, such as ops@example.org.`,
    );
  }
  return parsed;
}
