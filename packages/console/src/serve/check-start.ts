import { WdhError } from '@wdh/pipeline-core';
import type { ConsoleAuth } from '../access/console-auth.js';
import { isLoopback } from './loopback.js';

/** How a console is to be started. */
export interface ConsoleStart {
  /** Address that it listens on. */
  readonly host: string;
  /** Whether it serves production. */
  readonly isProduction: boolean;
  /** Address at which people open it. */
  readonly publicUrl?: string | undefined;
  readonly auth: ConsoleAuth;
}

/**
 * Checks that a console may start: beyond this machine only with logins of the settings, and in
 * production only behind TLS, too.
 *
 * @throws WdhError `CONSOLE_UNSAFE` (usage): it lists all problems.
 */
export function checkConsoleStart({ host, isProduction, publicUrl, auth }: ConsoleStart): void {
  const problems: string[] = [];
  const hasLogin = auth.tokens.length > 0 || auth.proxy !== undefined;
  if (isProduction && publicUrl?.startsWith('https://') !== true) {
    problems.push(
      'In production, the console runs behind a proxy with TLS: declare its https address (CONSOLE_URL).',
    );
  }
  const place = isProduction ? 'In production' : 'Beyond this machine';
  if (isProduction || !isLoopback(host)) {
    if (!hasLogin) problems.push(`${place}, tokens of the settings log in (CONSOLE_TOKENS).`);
    if (auth.startToken !== undefined) problems.push(`${place}, the link of the start is off.`);
  }
  if (problems.length === 0) return;
  throw new WdhError(problems.join(' '), { code: 'CONSOLE_UNSAFE', category: 'usage' });
}
