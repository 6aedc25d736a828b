import { basename } from 'node:path';
import type { OriginOptions } from '../input/origin-options.js';
import { isRemote, remoteAddress, showAddress } from '../remote/remote-address.js';

/** Where a file is stored: its path, or its address. */
export type Place = string | URL;

/**
 * Reads the path or address of a file.
 *
 * @throws WdhError `URL_REFUSED` (usage)
 */
export const placeOf = (text: string, { download = {} }: OriginOptions): Place =>
  isRemote(text) ? remoteAddress(text, download).url : text;

/** Names a place in messages, without what may be a secret. */
export const showPlace = (place: Place): string =>
  typeof place === 'string' ? place : showAddress(place);

/** Returns the name of the file at a place, without folders. */
export function fileName(place: Place): string {
  if (typeof place === 'string') return basename(place);
  const name = place.pathname.slice(place.pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Returns the place of a file beside another, whose name has a suffix more. */
export function placeBeside(place: Place, suffix: string): Place {
  if (typeof place === 'string') return place + suffix;
  const beside = new URL(place);
  beside.pathname += suffix;
  return beside;
}

/** Returns options without the headers that another server must not receive. */
export function optionsAt(place: Place, from: Place, options: OriginOptions): OriginOptions {
  if (typeof place === 'string' || typeof from === 'string' || place.origin === from.origin) {
    return options;
  }
  return { ...options, download: { ...options.download, headers: undefined } };
}
