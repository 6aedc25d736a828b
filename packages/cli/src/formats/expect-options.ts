import { WdhError } from '@wdh/pipeline-core';
import type { ReadingOptions } from '../reading/reading-options.js';
import type { AnyReading, InputFormat } from './input-format.js';

/** The options of every format. */
const ofAll: readonly (keyof ReadingOptions)[] = ['format', 'parse', 'encoding'];

/**
 * Expects that each option that says how a file is read is one of its format.
 *
 * @throws WdhError `USAGE` that names the option
 */
export function expectOptions(
  { title, takes }: Pick<InputFormat<AnyReading>, 'title' | 'takes'>,
  known: readonly (keyof ReadingOptions)[],
  options: ReadingOptions,
): void {
  const given = known.find(
    (name) => options[name] !== undefined && !takes.includes(name) && !ofAll.includes(name),
  );
  if (given === undefined) return;
  const isNegative = given === 'header' && options.header === false;
  const flag = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new WdhError(
    `--${isNegative ? 'no-' : ''}${flag} does not apply, as the file is ${title}. Omit it, or give the --format that the file has.`,
    { code: 'USAGE', category: 'usage' },
  );
}
