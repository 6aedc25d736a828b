import { WdhError } from '@wdh/pipeline-core';
import type { ReadingOptions } from '../../reading/reading-options.js';

/** Options that describe cells, which JSON does not have. */
const ofCells = ['delimiter', 'quote', 'escape', 'comment', 'skipLines', 'header', 'null'] as const;

/**
 * Expects that no option describes CSV, for a file of JSON.
 *
 * @throws WdhError `USAGE` that names the option
 */
export function expectNoCsvOptions(options: ReadingOptions): void {
  const given = ofCells.find((name) => options[name] !== undefined);
  if (given === undefined) return;
  const isNegative = given === 'header' && options.header === false;
  const flag = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new WdhError(
    `--${isNegative ? 'no-' : ''}${flag} describes CSV, and the file is JSON. Omit it, or give --format csv.`,
    { code: 'USAGE', category: 'usage' },
  );
}
