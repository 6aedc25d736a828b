/** The progress of reading a file. */
export interface ReadProgress {
  /** `identify` reads the file for its SHA-256, `read` for its rows. */
  readonly phase: 'identify' | 'read';
  /** Stored bytes of the input, compressed or not. */
  readonly bytesRead: number;
  /** Null where unknown, as for a stream. */
  readonly totalBytes: number | null;
}

/** Is called with the progress of reading a file. */
export type ProgressListener = (progress: ReadProgress) => void;

/** Wraps a listener of the caller so that its failure has no effect on reading. */
export function guardedListener(listener: ProgressListener | undefined): ProgressListener {
  if (listener === undefined) return () => undefined;
  return (progress) => {
    try {
      listener(progress);
    } catch {
      // A failure to draw a progress bar must not end a load.
    }
  };
}
