import { AddressList } from '../access/client-address.js';

const loopback = new AddressList(['127.0.0.0/8', '::1']);

/** Whether only programs of this machine reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || loopback.has(host.replace(/^\[(.*)\]$/u, '$1'));
}
