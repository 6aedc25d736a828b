import type { Finding } from '../finding.js';
import type { ForbiddenCase } from './forbidden-case.js';

/** A message of a rule. */
export interface LintMessage {
  readonly ruleId: string | null;
  readonly messageId?: string | undefined;
  readonly message: string;
}

/** The messages of the rules for both versions of a case. */
export interface LintedCase {
  readonly title: string;
  readonly allowed: readonly LintMessage[];
  readonly forbidden: readonly LintMessage[];
}

/**
 * Returns the cases that their rule did not report, and those that were reported without the
 * violation.
 */
export function judgeCases(
  cases: readonly ForbiddenCase[],
  linted: readonly LintedCase[],
): readonly Finding[] {
  return cases.flatMap(({ title, file, ruleId, messageId }): Finding[] => {
    const result = linted.find((entry) => entry.title === title);
    if (result === undefined) return [{ path: file, message: `${title}: was not linted` }];
    const isBitten = result.forbidden.some(
      (found) =>
        found.ruleId === ruleId && (messageId === undefined || found.messageId === messageId),
    );
    return [
      ...result.allowed.map(({ ruleId, message }) => ({
        path: file,
        message: `${title}: is reported without the violation: ${message} (${String(ruleId)})`,
      })),
      ...(isBitten
        ? []
        : [
            {
              path: file,
              message:
                `${title}: ${ruleId} does not report it; reported instead: ` +
                (result.forbidden.map(({ message }) => message).join('; ') || 'nothing'),
            },
          ]),
    ];
  });
}
