import { WdhError } from '@wdh/pipeline-core';
import type { ReadingOptions } from '../reading/reading-options.js';
import type { AnyReading, InputFormat } from './input-format.js';

type Described = Pick<InputFormat<AnyReading>, 'name' | 'title' | 'takes'>;

/** The options of every format. */
const ofAll: readonly (keyof ReadingOptions)[] = ['format', 'parse', 'encoding'];

/**
 * Expects that each option that says how a file is read is one of its format.
 *
 * @throws WdhError `USAGE` that names the option
 */
export function expectOptions(
  { title, takes }: Described,
  formats: readonly Described[],
  options: ReadingOptions,
): void {
  const known = formats.flatMap((format) => format.takes);
  const given = known.find(
    (name) => options[name] !== undefined && !takes.includes(name) && !ofAll.includes(name),
  );
  if (given === undefined) return;
  const others = formats
    .filter((format) => format.takes.includes(given))
    .map(({ name }) => `--format ${name}`);
  const isNegative = given === 'header' && options.header === false;
  const flag = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new WdhError(
    `--${isNegative ? 'no-' : ''}${flag} does not apply, as the file is ${title}. Omit it, or give ${others.join(' or ')} if that is wrong.`,
    { code: 'USAGE', category: 'usage' },
  );
}
