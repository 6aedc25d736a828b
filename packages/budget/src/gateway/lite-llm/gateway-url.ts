import { BlockList, isIP } from 'node:net';
import { WdhError } from '@wdh/pipeline-core';

/** Loopback, private and link-local addresses, and those that carriers and tunnels share. */
const privateAddresses = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const) {
  privateAddresses.addSubnet(network, prefix, 'ipv4');
}
privateAddresses.addAddress('::1', 'ipv6');
privateAddresses.addSubnet('fc00::', 7, 'ipv6');
privateAddresses.addSubnet('fe80::', 10, 'ipv6');

/** Names that no public server has: of this machine, of containers, and of private networks. */
const privateName = /^(?:[^.]+|.+\.(?:localhost|local|internal|svc|lan|home\.arpa))$/i;

/**
 * Checks the base URL of a gateway, and returns it without a slash at its end. The master key travels to
 * it: without TLS, it must be on this machine or in a private network.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID`, without the URL, which may contain a password.
 */
export function gatewayUrl(text: string, isPlainHttpAllowed: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw invalid('its URL must begin with https:// or http://');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw invalid('its URL must have no user, password, query or fragment');
  }
  if (url.protocol === 'http:' && !isPlainHttpAllowed && !isPrivate(url.hostname)) {
    throw invalid(
      'its URL begins with http:// although the host is not in a private network, so that others could read the master key. Use https://, or allow it by isPlainHttpAllowed',
    );
  }
  return url.href.replace(/\/+$/, '');
}

function isPrivate(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  const version = isIP(host);
  if (version === 0) return privateName.test(host);
  return privateAddresses.check(host, version === 4 ? 'ipv4' : 'ipv6');
}

const invalid = (problem: string): WdhError =>
  new WdhError(`The gateway is invalid: ${problem}.`, {
    code: 'BUDGET_OPTION_INVALID',
    category: 'usage',
  });
