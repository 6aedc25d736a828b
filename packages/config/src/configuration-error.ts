/** One problem in the settings. Contains no value, so that it can be shown anywhere. */
export interface ConfigurationProblem {
  /** Name of the variable or file, such as `DB_POOL_SIZE`. */
  readonly key: string;
  /** The expected form, such as `a whole number from 1 to 1000`. */
  readonly expected: string;
  /** What to do, as a sentence. */
  readonly action: string;
}

function describe({ key, expected, action }: ConfigurationProblem): string {
  return `- ${key}: expected ${expected}. ${action}`;
}

/**
 * Reports all problems in the settings at once.
 *
 * `code`, `category` and `isRetryable` have the same meaning as in the errors of
 * `@wdh/pipeline-core`. Neither the message nor the problems quote a value, as any value may be a
 * secret.
 */
export class ConfigurationError extends Error {
  readonly code = 'CONFIGURATION_INVALID';
  readonly category = 'usage';
  readonly isRetryable = false;
  /** The problems in the order of the settings table; never empty. */
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(
      [`[CONFIGURATION_INVALID] ${count} in the settings:`, ...problems.map(describe)].join('\n'),
    );
    this.name = 'ConfigurationError';
    this.problems = Object.freeze(problems.map((problem) => Object.freeze({ ...problem })));
  }
}
