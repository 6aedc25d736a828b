import type { ChaosTest } from './chaos-test.js';

/** An allowed skip. */
export interface AllowedSkip {
  readonly id: string;
  /** The beginning of the fault; empty for every test of the id. */
  readonly fault: string;
  readonly reason: string;
  /** The platforms or versions to which the reason applies; default all. */
  readonly holds?: (where: {
    readonly serverVersion: number | null;
    readonly platform: string;
  }) => boolean;
}

/** A skipped test. */
export interface Skip {
  readonly title: string;
  readonly file: string;
  /** Major versions of the server on which it was skipped; empty without a server. */
  readonly versions: readonly number[];
  /** Null if none is declared. */
  readonly reason: string | null;
}

/** Lists the skipped tests with the reason, each once for all versions of the server. */
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

/** Reports every skip without a declared reason. */
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
