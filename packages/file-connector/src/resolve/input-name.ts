import { schemeOf } from '../file/file-errors.js';
import { isRemote, showAddress } from '../remote/remote-address.js';

/**
 * Returns the name of an input for records and messages: an address without user, password and
 * query, which may contain secrets; any other input as it is.
 *
 * @example inputName('https://example.org/a.zip?token=…#b.csv'); // 'https://example.org/a.zip#b.csv'
 */
export function inputName(input: string): string {
  const scheme = schemeOf(input);
  if (scheme === undefined) return input;
  const [address = '', ...member] = input.split('#');
  // Without a server to read from, it is unknown which part is a secret.
  if (!isRemote(input) || !URL.canParse(address)) return `${scheme}:/…`;
  return [showAddress(new URL(address)), ...member].join('#');
}
