/** A stream that may be a terminal. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  hasColors?(): boolean;
};

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a line of an output can be drawn and removed again. */
export function canRedraw(output: Output, environment: Environment): boolean {
  return output.isTTY === true && environment['TERM'] !== 'dumb' && !isCi(environment);
}

/** Whether the process is a job of CI, whose terminal is kept as a file. */
export function isCi({ CI = '' }: Environment): boolean {
  return !['', '0', 'false'].includes(CI);
}

/**
 * Whether an output shows colours: FORCE_COLOR demands them, NO_COLOR forbids them, and otherwise a
 * terminal that has them decides.
 *
 * @see https://no-color.org
 */
export function hasColors(output: Output, environment: Environment): boolean {
  const { FORCE_COLOR, NO_COLOR = '', TERM } = environment;
  if (FORCE_COLOR !== undefined) return !['0', 'false'].includes(FORCE_COLOR);
  if (NO_COLOR !== '' || TERM === 'dumb') return false;
  return output.isTTY === true && output.hasColors?.() === true;
}

/** Returns the width of a terminal in characters; undefined where it is not known, as 0 says. */
export function columnsOf({ columns = 0 }: Pick<Output, 'columns'>): number | undefined {
  return columns > 0 ? columns : undefined;
}
