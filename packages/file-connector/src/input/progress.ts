/** How far a file has been read. */
export interface ReadProgress {
  /** `identify` reads the file for its SHA-256, `read` for its rows. */
  readonly phase: 'identify' | 'read';
  /** Bytes of the input as it is stored, compressed or not. */
  readonly bytesRead: number;
  /** Null where it is not known, as of a stream. */
  readonly totalBytes: number | null;
}

/** Hears how far a file has been read. */
export type ProgressListener = (progress: ReadProgress) => void;

/** Makes a listener of somebody else's whose failure has no effect on the reading. */
export function guardedListener(listener: ProgressListener | undefined): ProgressListener {
  if (listener === undefined) return () => undefined;
  return (progress) => {
    try {
      listener(progress);
    } catch {
      // Whoever draws a bar must not end a load.
    }
  };
}
