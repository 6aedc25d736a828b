import type { ChaosTest } from '../report/chaos-test.js';

/** The tests that must pass before a change is merged: titles by file, both sorted. */
export type GateList = Readonly<Record<string, readonly string[]>>;

/** Lists the tests of the gate: all but those for the full run. */
export function listGate(tests: readonly ChaosTest[]): GateList {
  const titles = new Map<string, string[]>();
  for (const { file, title, isFull } of tests) {
    if (!isFull) titles.set(file, [...(titles.get(file) ?? []), title]);
  }
  return Object.fromEntries(
    [...titles].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, list]) => [file, list.sort()]),
  );
}

/**
 * Compares a run with the list that was checked in: what is missing, skipped or new. Failed tests
 * are told by the run itself.
 */
export function compareGate(list: GateList, tests: readonly ChaosTest[]): readonly string[] {
  const key = (file: string, title: string): string => `${file}: "${title}"`;
  const wanted = new Set(
    Object.entries(list).flatMap(([file, titles]) => titles.map((title) => key(file, title))),
  );
  const inGate = tests.filter(({ isFull }) => !isFull);
  const present = new Map(inGate.map((test) => [key(test.file, test.title), test.status]));
  return [
    ...[...wanted]
      .filter((name) => !present.has(name))
      .map((name) => `${name} left the gate: bring it back, or say in review why it may go`),
    ...[...present]
      .filter(([, status]) => status === 'skipped')
      .map(([name]) => `${name} was skipped: a test of the gate runs everywhere`),
    ...[...present.keys()]
      .filter((name) => !wanted.has(name))
      .map((name) => `${name} is not on the list of the gate`),
  ];
}
