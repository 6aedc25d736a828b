import { Refusal } from '../refusal.js';
import { isPageAddress } from './page-addresses.js';
import type { PageFile } from './page-files.js';

/** Vite names these by their content. */
const isHashed = (path: string): boolean => path.startsWith('assets/');

/**
 * Returns a file of the page, or index.html for its addresses. A reader who follows a link to an address
 * that is none gets the page too, which says so.
 *
 * @param path - below the path of the console, such as `/runs`.
 * @throws Refusal 404, 405.
 */
export function pageAnswer(
  files: ReadonlyMap<string, PageFile>,
  path: string,
  { method, headers }: Request,
): Response {
  const asset = files.get(path.slice(1));
  const isAddress = isPageAddress(path);
  const isReader = headers.get('accept')?.includes('text/html') === true;
  const file = asset ?? (isAddress || isReader ? files.get('index.html') : undefined);
  if (file === undefined) {
    throw new Refusal(404, 'NOT_FOUND', 'There is nothing at this address. Begin at the overview.');
  }
  if (method !== 'GET' && method !== 'HEAD') {
    throw new Refusal(405, 'METHOD_NOT_ALLOWED', 'This address is only read, by GET.', {
      headers: { allow: 'GET, HEAD' },
    });
  }
  const isZipped = /\bgzip\b/u.test(headers.get('accept-encoding') ?? '');
  const content = isZipped ? file.gzipped : file.content;
  return new Response(method === 'HEAD' ? null : content, {
    status: asset !== undefined || isAddress ? 200 : 404,
    headers: {
      'content-type': file.type,
      'content-length': String(content.byteLength),
      vary: 'accept-encoding',
      'cache-control': isHashed(path.slice(1)) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
    },
  });
}
