import { WdhError } from '@wdh/pipeline-core';
import { loadModeNames } from './load-mode-name.js';
import type { PipelineLoadOptions } from './load-options.js';

type OptionOfWords =
  | 'mode'
  | 'specialValues'
  | 'unknownColumns'
  | 'onRefusal'
  | 'columnMetrics'
  | 'allowEmpty'
  | 'force'
  | 'dryRun';

const wordsOf: {
  readonly [Name in OptionOfWords]: readonly NonNullable<PipelineLoadOptions[Name]>[];
} = {
  mode: loadModeNames,
  specialValues: ['refuse', 'keep'],
  unknownColumns: ['drop', 'refuse'],
  onRefusal: ['fail', 'reject'],
  columnMetrics: ['cheap', 'all', 'none'],
  // The text 'false', such as from an environment variable, would be true.
  allowEmpty: [true, false],
  force: [true, false],
  dryRun: [true, false],
};

/** @throws WdhError `LOADER_OPTION_INVALID` for an option with an unknown value. */
export function checkWords(options: object): void {
  const given = options as Readonly<Record<string, unknown>>;
  for (const [name, words] of Object.entries<readonly unknown[]>(wordsOf)) {
    const word = given[name];
    if (word === undefined || words.includes(word)) continue;
    throw new WdhError(`${name} must be one of ${words.join(', ')}.`, {
      code: 'LOADER_OPTION_INVALID',
      category: 'usage',
    });
  }
}
