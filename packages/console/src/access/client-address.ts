import { BlockList, isIP } from 'node:net';

/** Addresses of a network, such as those of the trusted proxies. */
export class AddressList {
  readonly #list = new BlockList();

  /** @param addresses - such as `127.0.0.1`, `::1` or `10.0.0.0/8`; {@link isAddress} holds for each. */
  constructor(addresses: readonly string[]) {
    for (const address of addresses) {
      const [net = '', bits] = address.split('/');
      if (bits === undefined) this.#list.addAddress(net, familyOf(net));
      else this.#list.addSubnet(net, Number(bits), familyOf(net));
    }
  }

  has(address: string | undefined): boolean {
    if (address === undefined) return false;
    const plain = plainAddress(address);
    return isIP(plain) !== 0 && this.#list.check(plain, familyOf(plain));
  }
}

/** Whether a text is an address or a network: `127.0.0.1`, `10.0.0.0/8`. */
export function isAddress(text: string): boolean {
  const [, net = '', bits] = /^([\d.]+|[\da-f:.]+)(?:\/(\d{1,3}))?$/iu.exec(text) ?? [];
  const version = isIP(net);
  return version !== 0 && Number(bits ?? 0) <= (version === 4 ? 32 : 128);
}

/**
 * Returns what identifies a client: its address, or the network of 64 bits of an IPv6 address. From a
 * trusted proxy, it is the address that the proxy added to `X-Forwarded-For`.
 */
export function clientOf(
  peer: string | undefined,
  forwardedFor: string | null,
  trusted: AddressList,
): string {
  const last = forwardedFor?.split(',').at(-1)?.trim() ?? '';
  const address = plainAddress((trusted.has(peer) && isIP(last) !== 0 ? last : peer) ?? 'unknown');
  return isIP(address) === 6 ? networkOf(address) : address;
}

/** Returns an IPv4 address as such, which a socket of both families shows as `::ffff:127.0.0.1`. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/iu, '');
}

function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...(tail === undefined ? [] : zeros), ...right].slice(0, 4).join(':');
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
