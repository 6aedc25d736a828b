import { createRequire } from 'node:module';
import type { Visitor } from '../../access/visitor.js';
import type { ConsoleOptions } from '../../console-options.js';
import type { WireSession } from '../../wire/session.js';

const { version } = createRequire(import.meta.url)('../../../package.json') as {
  readonly version: string;
};

/** Returns who is logged in, and what this console offers. */
export function describeSession(
  { user, roles, expiresAt }: Visitor,
  { queue, budgets }: Pick<ConsoleOptions, 'queue' | 'budgets'>,
): WireSession {
  return {
    user,
    roles: [...roles],
    expiresAt: expiresAt?.toISOString() ?? null,
    hasQueue: queue !== undefined,
    hasBudgets: budgets !== undefined,
    version,
  };
}
