import { WdhError } from '@wdh/pipeline-core';
import { type BasicLogins, basicLogins } from './auth/basic-check.js';

/** Fewest characters of a secret: what cannot be guessed. */
const minLength = 32;

/** Options that are checked before anything starts. */
export interface CheckedWebhookOptions {
  readonly secrets: readonly string[];
  readonly basic?: BasicLogins | undefined;
  readonly replayRetentionMs: number;
  readonly deadlineMs: number;
}

/** @throws WdhError `WEBHOOK_OPTION_INVALID` (usage): it lists all problems, without any secret. */
export function checkWebhookOptions(options: CheckedWebhookOptions): void {
  const problems = [
    ...secretProblems(options.secrets),
    ...basicProblems(options.basic),
    ...timeProblems('replayRetentionMs', options.replayRetentionMs),
    ...timeProblems('deadlineMs', options.deadlineMs),
  ];
  if (problems.length === 0) return;
  throw new WdhError(problems.join(' '), { code: 'WEBHOOK_OPTION_INVALID', category: 'usage' });
}

function secretProblems(secrets: readonly string[]): string[] {
  if (secrets.length === 0) {
    return [
      'The webhook has no secret. Set one of 32 characters or more, such as 32 random bytes.',
    ];
  }
  return [
    ...(secrets.some((secret) => secret.trim().length < minLength)
      ? ['A secret of the webhook is shorter than 32 characters. Use 32 random bytes.']
      : []),
    // A line break of a file, as a rule: senders would sign without it.
    ...(secrets.some((secret) => secret !== secret.trim())
      ? ['A secret of the webhook begins or ends with a space or a line break.']
      : []),
  ];
}

function basicProblems(basic: BasicLogins | undefined): string[] {
  const logins = basicLogins(basic);
  return [
    ...(logins.some(({ user }) => user === '' || user.includes(':'))
      ? ['The user of Basic credentials is empty, or has a colon.']
      : []),
    ...(logins.some(({ password }) => password.trim().length < minLength)
      ? ['The password of Basic credentials is shorter than 32 characters.']
      : []),
  ];
}

function timeProblems(name: string, value: number): string[] {
  return Number.isSafeInteger(value) && value > 0
    ? []
    : [`${name} is no whole number of milliseconds above 0.`];
}
