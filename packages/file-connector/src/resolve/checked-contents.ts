import { WdhError } from '@wdh/pipeline-core';
import type { Checksum } from '../input/checksum-option.js';
import type { Content } from '../input/content.js';

/** The checksums that contents were created with, which their readers may demand again. */
const checked = new WeakMap<Content, string>();

/** Notes that a content demands a checksum, and returns it. */
export function noteChecksum(content: Content, checksum: Checksum | undefined): Content {
  if (checksum !== undefined) checked.set(content, JSON.stringify(checksum));
  return content;
}

/**
 * Expects that a content that is shared demands the checksum that its reader does: only the bytes
 * that are stored can be compared, and it may have unpacked them.
 *
 * @throws WdhError `INVALID_OPTION` (usage)
 */
export function expectSameChecksum(content: Content, checksum: Checksum | undefined): void {
  if (checksum === undefined || checked.get(content) === JSON.stringify(checksum)) return;
  throw new WdhError(
    `The option checksum comes too late for ${content.name}, which is shared: pass it to sharedInput.`,
    { code: 'INVALID_OPTION', category: 'usage' },
  );
}
