import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { WdhError } from '@wdh/pipeline-core';
import { isLoopback } from '../loopback.js';
import { noticeOptionInvalid } from '../notice-option-error.js';

/** How a mail server is reached. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `implicit`: from the first byte (smtps); `starttls`: required before anything else; `off`: never. */
  readonly tls: 'implicit' | 'starttls' | 'off';
  readonly login: { readonly user: string; readonly pass: string } | null;
}

/**
 * Parses the URL of a mail server: `smtps://user:password@host:465`, or `smtp://…:587` with STARTTLS, which
 * is required unless the host is this machine. `?tls=off` and `?tls=starttls` say otherwise; a password is
 * never sent unencrypted to another machine.
 *
 * @throws WdhError `NOTICE_OPTION_INVALID`; the message contains nothing of the URL
 */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = parsed(text);
  const isImplicit = url.protocol === 'smtps:';
  if (!isImplicit && url.protocol !== 'smtp:')
    throw invalid('it must begin with smtps:// or smtp://');
  if (!['', '/'].includes(url.pathname) || url.hash !== '') {
    throw invalid('nothing but ?tls= may follow the host');
  }
  const host = hostOf(url);
  const login = loginOf(url);
  const tls = isImplicit ? implicitOf(url) : tlsOf(url, host);
  if (tls === 'off' && login !== null && !isLoopback(host)) {
    throw invalid('a password would be sent unencrypted. Leave tls=off out');
  }
  return { host, port: url.port === '' ? (isImplicit ? 465 : 587) : Number(url.port), tls, login };
}

function parsed(text: string): URL {
  try {
    return new URL(text);
  } catch {
    // The error of URL contains the whole text.
    throw invalid('it is no URL');
  }
}

function hostOf({ hostname }: URL): string {
  const address = hostname.replace(/^\[(.*)\]$/u, '$1');
  const host = isIP(address) > 0 ? address : domainToASCII(decoded(hostname));
  if (host === '') throw invalid('its host is missing, or no name');
  return host;
}

function loginOf({ username, password }: URL): SmtpServer['login'] {
  if (username === '' && password === '') return null;
  if (username === '' || password === '')
    throw invalid('a user needs a password, and a password a user');
  return { user: decoded(username), pass: decoded(password) };
}

function implicitOf({ search }: URL): 'implicit' {
  if (search !== '') throw invalid('smtps:// takes no parameters');
  return 'implicit';
}

function tlsOf({ search, searchParams }: URL, host: string): 'starttls' | 'off' {
  if (search === '') return isLoopback(host) ? 'off' : 'starttls';
  const tls = searchParams.get('tls');
  if (searchParams.size !== 1 || (tls !== 'off' && tls !== 'starttls')) {
    throw invalid('its only parameter is tls=starttls or tls=off');
  }
  return tls;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalid('a % in it is not followed by two hexadecimal digits');
  }
}

const invalid = (problem: string): WdhError =>
  noticeOptionInvalid(`The URL of the mail server cannot be used: ${problem}.`);
