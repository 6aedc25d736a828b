import type * as Capture from '@wdh/capture';
import { importNeeded } from '../../project/import-optional.js';

/**
 * Imports the package that captures, which no other command needs.
 *
 * @throws WdhError `PACKAGE_MISSING` (usage) with the command that installs it.
 */
export const importCapture = (): Promise<typeof Capture> =>
  importNeeded('@wdh/capture', 'wdh capture', () => import('@wdh/capture'));
