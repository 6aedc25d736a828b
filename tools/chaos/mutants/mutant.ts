/** A bug that was real once, or would be the first to come back. */
export interface Mutant {
  readonly name: string;
  /** File to change, relative to the root of the workspace. */
  readonly file: string;
  /** Text that occurs once in it. */
  readonly search: string;
  readonly replace: string;
  /** Chaos tests that must notice. */
  readonly noticedBy: {
    readonly project: string;
    /** Files or folders below its `test/chaos/`. */
    readonly files: readonly string[];
    /** Of the faults whose tests turn red: that of one of them is enough. */
    readonly ids: readonly string[];
  };
}

/**
 * Puts a bug into the text of its file.
 *
 * @throws Error where the code has changed and the bug no longer fits.
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
