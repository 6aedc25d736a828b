import { WdhError } from '@wdh/pipeline-core';
import type { DownloadOptions } from '../input/download-options.js';

/** White space before it is no part of an address, nor of a path that was meant. */
const remote = /^\s*https?:\/\//i;
const thisMachine = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Returns whether an input is the address of a file on a server. */
export const isRemote = (input: string): boolean => remote.test(input);

/** The address of a file, and the member to read where it is an archive and one is named. */
export interface RemoteAddress {
  readonly url: URL;
  readonly member: string | null;
}

/**
 * Reads an address. What follows a `#` is the name of a member, as text or percent-encoded.
 *
 * @throws WdhError `URL_REFUSED` (usage), which repeats nothing that may be a secret
 */
export function remoteAddress(input: string, options: DownloadOptions): RemoteAddress {
  const mark = input.indexOf('#');
  const address = mark === -1 ? input : input.slice(0, mark);
  if (!URL.canParse(address)) throw refused('The address of the input is not a valid URL', null);
  const url = new URL(address);
  const fault = faultOf(url, options);
  if (fault !== null) throw refused(fault.problem, fault.advice);
  const member = mark === -1 ? '' : decoded(input.slice(mark + 1));
  return { url, member: member === '' ? null : member };
}

/** Shows an address without user, password and query, which may contain secrets. */
export function showAddress({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}

/** Why an address is not downloaded from; null where it is. */
export function faultOf(
  url: URL,
  { allowHttp = false }: DownloadOptions,
): { readonly problem: string; readonly advice: string } | null {
  if (!/^https?:$/.test(url.protocol)) {
    const problem = `An address of the scheme ${url.protocol} cannot be downloaded`;
    return { problem, advice: 'Use an https:// address.' };
  }
  if (url.username !== '' || url.password !== '') {
    return {
      problem: `The address ${showAddress(url)} contains a user or a password`,
      advice: 'Remove them and send a header: download: { headers: { authorization } }.',
    };
  }
  if (url.protocol === 'http:' && !allowHttp && !thisMachine.test(url.hostname)) {
    return {
      problem: `The address ${showAddress(url)} is not encrypted, so its content can be changed on the way`,
      advice: 'Use https://, or accept it with download: { allowHttp: true }.',
    };
  }
  return null;
}

function refused(problem: string, advice: string | null): WdhError {
  return new WdhError(`${problem}. ${advice ?? 'Correct it.'} Nothing was downloaded.`, {
    code: 'URL_REFUSED',
    category: 'usage',
  });
}

function decoded(member: string): string {
  try {
    return decodeURIComponent(member);
  } catch {
    return member;
  }
}
