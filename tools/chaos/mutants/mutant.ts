/** A bug that existed, or a likely one. */
export interface Mutant {
  readonly name: string;
  /** File to change, relative to the root of the workspace. */
  readonly file: string;
  /** Text that occurs once in it. */
  readonly search: string;
  readonly replace: string;
  /** Chaos tests that must detect it. */
  readonly noticedBy: {
    readonly project: string;
    /** Files or folders below its `test/chaos/`. */
    readonly files: readonly string[];
    /** The faults whose tests detect it; a failing test of one fault is enough. */
    readonly ids: readonly string[];
  };
}

/**
 * Inserts a bug into the text of its file.
 *
 * @throws Error if the code has changed and the bug no longer fits.
 */
export function applyMutant({ name, file, search, replace }: Mutant, text: string): string {
  const parts = text.split(search);
  if (parts.length !== 2) {
    throw new Error(
      `"${name}" fits ${parts.length - 1} places of ${file}, not one: bring the mutant up to date.`,
    );
  }
  return parts.join(replace);
}
