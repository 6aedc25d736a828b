/** One forbidden piece of code that a rule of ESLint must find. */
export interface ForbiddenCase {
  /** What is forbidden, in words. */
  readonly title: string;
  /** A file that does not exist yet, relative to the root of the workspace. */
  readonly file: string;
  /** The same file without the offence: no rule may find anything in it. */
  readonly allowed: string;
  readonly forbidden: string;
  /** The rule that must find it. */
  readonly ruleId: string;
  /** Which of the rule's findings it must be; any when left out. */
  readonly messageId?: string;
}
