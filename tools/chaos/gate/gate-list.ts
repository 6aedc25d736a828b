import type { ChaosTest } from '../report/chaos-test.js';

/** The tests that must pass before a change is merged: titles by file, both sorted. */
export type GateList = Readonly<Record<string, readonly string[]>>;

/** Lists the tests of the gate: all except for those of the full run. */
export function listGate(tests: readonly ChaosTest[]): GateList {
  const titles = new Map<string, Set<string>>();
  for (const { file, title, isFull } of tests) {
    if (!isFull) titles.set(file, (titles.get(file) ?? new Set()).add(title));
  }
  return Object.fromEntries(
    [...titles].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, set]) => [file, [...set].sort()]),
  );
}

/**
 * Compares a run, on one or several versions of the server, with the checked-in list: missing,
 * skipped, new and duplicate tests. The run itself reports failed tests.
 */
export function compareGate(list: GateList, tests: readonly ChaosTest[]): readonly string[] {
  const nameOf = (file: string, title: string): string => `${file}: "${title}"`;
  const wanted = new Set(
    Object.entries(list).flatMap(([file, titles]) => titles.map((title) => nameOf(file, title))),
  );
  const present = new Set<string>();
  const skipped = new Set<string>();
  const repeated = new Set<string>();
  const runs = new Set<string>();
  for (const { file, title, isFull, status, serverVersion } of tests) {
    if (isFull) continue;
    const name = nameOf(file, title);
    const run = `${name} ${serverVersion ?? ''}`;
    if (runs.has(run)) repeated.add(name);
    if (status === 'skipped') skipped.add(name);
    runs.add(run);
    present.add(name);
  }
  return [
    ...[...wanted]
      .filter((name) => !present.has(name))
      .map((name) => `${name} left the gate: restore it, or explain its removal in review`),
    ...[...skipped].map((name) => `${name} was skipped: a test of the gate runs everywhere`),
    ...[...repeated].map((name) => `${name} occurs twice: give each test its own title`),
    ...[...present]
      .filter((name) => !wanted.has(name))
      .map((name) => `${name} is not on the list of the gate`),
  ];
}
