/** A goal: a figure of the benchmark, what it was before, and its limit. */
export interface SpeedGoal {
  readonly group: string;
  /** `what` of the figure. */
  readonly what: string;
  readonly title: string;
  /** Measured on 2026-11-29 and 30, before the work on speed. */
  readonly before: string;
}

const shape = (group: string, name: string, title: string, before: string): SpeedGoal => ({
  ...{ group, title, before },
  what: `${name}: validated, audited`,
});

/** The goals, in the order of the table. */
export const speedGoals: readonly SpeedGoal[] = [
  {
    group: 'append',
    what: 'file, every field validated, audited append',
    title: 'file, every field validated, audited append',
    before: '1.43',
  },
  {
    group: 'upsert',
    what: 'file, validated, audited upsert, half changed',
    title: 'file, validated, audited upsert, half changed',
    before: '1.35',
  },
  {
    group: 'rejects',
    what: 'one percent fails validation, collected',
    title: '1 % of rows fail validation, collected',
    before: '1.16',
  },
  {
    group: 'rejects',
    what: 'one in 10,000 refused by the database only',
    title: '1 row in 10,000 refused by the server only',
    before: '1.40',
  },
  {
    group: 'small',
    what: '1,000 rows into a loader that has loaded',
    title: '1,000 rows into a loader that has loaded',
    before: '83 ms',
  },
  {
    group: 'small',
    what: '1,000 rows, first load of a process',
    title: '1,000 rows into a new loader of a new process',
    before: '122 ms',
  },
  shape('wide', '200 columns', '200 columns, 100,000 rows', '7.9'),
  shape('unicode', 'Chinese, Arabic and emoji', 'Chinese, Arabic and emoji', '2.7 *'),
  shape('long', 'texts of 2 kB', 'texts of 2 kB', '4.3 *'),
  shape('json', 'json and jsonb', 'json and jsonb', '2.6 *'),
  shape('arrays', 'arrays', 'arrays', '3.3 *'),
  {
    group: 'memory',
    what: 'peak memory, 1,000,000 rows',
    title: 'peak memory, 1,000,000 rows',
    before: '151 MB',
  },
  {
    group: 'memory',
    what: 'peak memory, 10,000,000 rows',
    title: 'peak memory, 10,000,000 rows',
    before: '188 MB',
  },
  {
    group: 'start',
    what: 'npx nx run sample-job:execute on a new clone',
    title: 'first command of the README on a new clone',
    before: '39,000 ms',
  },
  ...['--help', '--version', 'runs', 'load'].map((command) => ({
    ...{ group: 'start', what: `wdh ${command}, to its first output` },
    ...{ title: `\`wdh ${command}\` to its first output`, before: '' },
  })),
];
