import type * as Capture from '@wdh/capture';
import { WdhError } from '@wdh/pipeline-core';

/**
 * Imports the package that captures, which no other command needs.
 *
 * @throws WdhError `PACKAGE_MISSING` (usage) with the command that installs it.
 */
export async function importCapture(): Promise<typeof Capture> {
  try {
    return await import('@wdh/capture');
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new WdhError(
      'wdh capture needs the package @wdh/capture, which is not installed: npm install @wdh/capture',
      { code: 'PACKAGE_MISSING', category: 'usage', cause: error },
    );
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes("'@wdh/capture'")
  );
}
