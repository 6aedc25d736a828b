/** A forbidden piece of code that an ESLint rule must report. */
export interface ForbiddenCase {
  /** A description of what is forbidden. */
  readonly title: string;
  /** A file that does not exist yet, relative to the root of the workspace. */
  readonly file: string;
  /** The same file without the violation: no rule may report anything in it. */
  readonly allowed: string;
  readonly forbidden: string;
  /** The rule that must report it. */
  readonly ruleId: string;
  /** The message that the rule must report; any if omitted. */
  readonly messageId?: string;
}
