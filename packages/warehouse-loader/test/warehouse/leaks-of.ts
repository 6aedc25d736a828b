import { inspect } from 'node:util';
import { type Escape, findCanaries } from '@wdh/fault-injection';
import type { RecordingLogger } from '@wdh/pipeline-core/testing';

/** A cell value that must not be seen anywhere but in the tables. */
export const canary = 'canary-4711';

/** Returns where the canary leaked: in the error, its causes, or an event; in any encoding. */
export function leaksOf(error: Error, logger: RecordingLogger): readonly Escape[] {
  const outputs = {
    error: inspect(error, { depth: null, showHidden: true }),
    json: JSON.stringify(error),
    events: inspect(logger.events, { depth: null, maxArrayLength: null }),
  };
  return findCanaries(outputs, { cell: canary });
}
