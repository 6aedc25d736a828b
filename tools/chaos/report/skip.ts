import type { ChaosTest } from './chaos-test.js';

/** A skip that is no mistake. */
export interface AllowedSkip {
  readonly id: string;
  /** How the fault begins; empty for every test of the id. */
  readonly fault: string;
  readonly reason: string;
  /** Where the reason holds; everywhere if it is left out. */
  readonly holds?: (where: {
    readonly serverVersion: number | null;
    readonly platform: string;
  }) => boolean;
}

/** A test that did not run. */
export interface Skip {
  readonly title: string;
  readonly file: string;
  /** Major versions of the server on which it did not run; empty where there is none. */
  readonly versions: readonly number[];
  /** Null: none is declared. */
  readonly reason: string | null;
}

/** Lists the tests that did not run, each once for all versions of the server, with the reason. */
export function listSkips(
  tests: readonly ChaosTest[],
  allowed: readonly AllowedSkip[],
  platform: string,
): readonly Skip[] {
  const skips = new Map<string, Skip>();
  for (const { id, fault, title, file, status, serverVersion } of tests) {
    if (status !== 'skipped') continue;
    const known = allowed.find(
      (skip) =>
        skip.id === id &&
        fault.startsWith(skip.fault) &&
        (skip.holds?.({ serverVersion, platform }) ?? true),
    );
    const reason = known?.reason ?? null;
    const key = [title, file, reason ?? ''].join('\n');
    const before = skips.get(key)?.versions ?? [];
    const versions = serverVersion === null ? before : [...before, serverVersion];
    skips.set(key, { title, file, versions, reason });
  }
  return [...skips.values()];
}

/** Complains of every skip for which no reason is declared. */
export function complainOfSkips(skips: readonly Skip[]): readonly string[] {
  return skips
    .filter(({ reason }) => reason === null)
    .map(
      (skip) => `skipped without a reason in tools/chaos/report/allowed-skips.ts: ${where(skip)}`,
    );
}

/** Formats a skip as one line. */
export function describeSkip(skip: Skip): string {
  return `${where(skip)}: ${skip.reason ?? 'no reason is declared'}`;
}

function where({ title, file, versions }: Skip): string {
  return `${title} (${[file, ...(versions.length === 0 ? [] : [`PostgreSQL ${versions.join(', ')}`])].join(', ')})`;
}
