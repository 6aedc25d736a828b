import { WdhError } from '@wdh/pipeline-core';

/** Creates the error for an input that cannot be read as trades. */
export function cannotRead(name: string, why: string, advice: string): WdhError {
  return new WdhError(`${name} cannot be read as trades: ${why}. ${advice}`, {
    code: 'TRADES_INPUT_UNCLEAR',
    category: 'usage',
  });
}
