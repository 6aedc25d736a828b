import type { Content } from '@wdh/file-connector';
import type { CommandContext } from '../../context/command-context.js';
import type { InspectedInput } from '../../formats/input-format.js';
import type { Reading } from '../../formats/input-formats.js';
import type { LoadOptions } from './load-options.js';

/** A file that is about to be loaded. */
export interface FileLoad {
  readonly context: CommandContext;
  readonly options: LoadOptions;
  readonly content: Content;
  /** Its path, or its address without what may be a secret; shown and recorded. */
  readonly name: string;
  readonly inspected: InspectedInput<Reading>;
}
