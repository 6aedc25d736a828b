import type { ProgressListener } from '../input/progress.js';
import type { SpoolFile } from './spool-file.js';

/** An input whose bytes are copied before they are identified and read. */
export interface Origin {
  /** Names the input, without secrets, in messages and the audit tables. */
  readonly name: string;
  /** Copies the bytes to a temporary file, which the caller closes. */
  copy(onProgress: ProgressListener, signal: AbortSignal): Promise<SpoolFile>;
}
