import { WdhError } from '@wdh/pipeline-core';
import { authProblems } from './access/check-auth.js';
import type { ConsoleOptions } from './console-options.js';

const basePathPattern = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*\/?$/u;

/** @throws WdhError `CONSOLE_OPTION_INVALID` (usage): it lists all problems. */
export function checkOptions({
  auth,
  basePath,
  publicUrl,
}: Pick<ConsoleOptions, 'auth' | 'basePath' | 'publicUrl'>): void {
  const problems = [...authProblems(auth), ...addressProblems(basePath, publicUrl)];
  if (problems.length === 0) return;
  throw new WdhError(problems.join(' '), { code: 'CONSOLE_OPTION_INVALID', category: 'usage' });
}

function addressProblems(basePath: string | undefined, publicUrl: string | undefined): string[] {
  if (publicUrl !== undefined && !isPublicUrl(publicUrl)) {
    return ['The public address is no http or https URL such as https://wdh.example.org/wdh.'];
  }
  const path = publicUrl === undefined ? '' : new URL(publicUrl).pathname;
  const wanted = basePath ?? path;
  if (!basePathPattern.test(wanted)) return ['The base path is no path such as /wdh.'];
  const differs = path.replace(/\/$/u, '') !== wanted.replace(/\/$/u, '');
  return publicUrl !== undefined && differs
    ? ['The base path is not that of the public address. The proxy must not remove it.']
    : [];
}

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  const rest = [username, password, search, hash].join('');
  return (protocol === 'http:' || protocol === 'https:') && rest === '';
}
