import { describe, expect, it } from 'vitest';
import { AddressList, clientOf, isAddress } from './client-address.js';

const trusted = new AddressList(['127.0.0.1', '10.0.0.0/8', 'fd00::/8']);

describe('the address of a client', () => {
  it.each([
    ['its own', '192.0.2.1', null, '192.0.2.1'],
    ['its own, and not the one that it names', '192.0.2.1', '198.51.100.7', '192.0.2.1'],
    ['the last one, from a proxy', '10.1.2.3', 'spoofed, 198.51.100.7', '198.51.100.7'],
    ['that of the proxy, without a valid one', '10.1.2.3', 'spoofed', '10.1.2.3'],
    ['a network of IPv6', '2001:db8:1:2:3:4:5:6', null, '2001:db8:1:2'],
    ['a network of IPv6 with zeros', '2001:db8::6', null, '2001:db8:0:0'],
    ['an IPv4 in IPv6', '::ffff:10.1.2.3', '198.51.100.7', '198.51.100.7'],
    ['unknown', undefined, '198.51.100.7', 'unknown'],
  ])('is %s', (_what, peer, forwarded, expected) => {
    expect(clientOf(peer, forwarded, trusted)).toBe(expected);
  });
});

describe('an address of a setting', () => {
  it.each(['127.0.0.1', '::1', '10.0.0.0/8', 'fd00::/8', '0.0.0.0/0'])('is %s', (text) => {
    expect(isAddress(text)).toBe(true);
  });

  it.each(['', 'localhost', '10.0.0.0/33', '::/129', '10.0.0', '10.0.0.0/', '10.0.0.0/8/8'])(
    'is not "%s"',
    (text) => {
      expect(isAddress(text)).toBe(false);
    },
  );
});
