import type { Finding } from '../finding.js';
import type { ForbiddenCase } from './forbidden-case.js';

/** What a rule said. */
export interface LintMessage {
  readonly ruleId: string | null;
  readonly messageId?: string | undefined;
  readonly message: string;
}

/** What the rules said to both versions of a case. */
export interface LintedCase {
  readonly title: string;
  readonly allowed: readonly LintMessage[];
  readonly forbidden: readonly LintMessage[];
}

/** Tells which cases were not found by their rule, and which were found without the offence. */
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
        message: `${title}: is found without the offence: ${message} (${String(ruleId)})`,
      })),
      ...(isBitten
        ? []
        : [
            {
              path: file,
              message:
                `${title}: ${ruleId} does not find it; found instead: ` +
                (result.forbidden.map(({ message }) => message).join('; ') || 'nothing'),
            },
          ]),
    ];
  });
}
