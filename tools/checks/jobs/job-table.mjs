const verify = 'tsx tools/checks/verify.ts';
const performance = [
  'nx build sample-job',
  'tsx --conditions=@wdh/source --expose-gc tools/bench/performance.ts',
];

/**
 * The jobs, by the script of the root `package.json` that runs them and by name. Arguments go to the
 * last command of a job.
 *
 * @type {Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>}
 */
export const jobs = {
  /** Jobs that CI runs; a person may repeat them. */
  ci: {
    static: [`${verify} --tier static`],
    unit: ['tsx tools/ci/affected.ts test'],
    shards: ['tsx tools/ci/check-shards.ts test-results/shards'],
    pr: [`${verify} --tier pr`],
    programs: ['tsx --conditions=@wdh/source tools/ci/jobs/install-programs.ts --required'],
    integration: [`${verify} --tier integration`],
    packages: [`${verify} --tier packages`],
    // What a worker needs, on each Node that its package supports.
    queue: [
      'nx run-many -t test test:integration --projects=queue --skip-nx-cache',
      'nx test:integration cli --skip-nx-cache -- queue',
    ],
    'queue-chaos': ['nx test:chaos queue --skip-nx-cache'],
    full: [`${verify} --tier full`],
    'post-merge': [`${verify} --tier post-merge`],
    systems: [
      'nx run-many -t test --projects=tag:npm:public',
      'nx test:integration local-postgres --skip-nx-cache -- readme-example test-databases test-server windows-way',
    ],
    image: ['tsx tools/ci/image.ts'],
    audit: ['tsx tools/ci/audit.ts'],
    performance,
    'fetch-baseline': ['node tools/ci/jobs/fetch-baseline.mjs'],
    'chaos-full': ['tsx tools/chaos/run.ts --pg 15,16,17,18 --runs 500'],
    'chaos-mutants': ['tsx tools/chaos/run-mutants.ts'],
    'chaos-summary': ['tsx tools/chaos/write-summary.ts'],
    'chaos-issue': ['tsx tools/chaos/open-issue.ts'],
    'release-preview': ['tsx tools/ci/preview-release.ts'],
    published: ['tsx tools/checks/consumers.ts --published'],
    required: ['node tools/ci/jobs/required.mjs'],
    cancel: ['node tools/ci/jobs/cancel.mjs'],
    summary: ['node tools/ci/jobs/summary.mjs'],
    notify: ['tsx tools/ci/notify-failure.ts'],
  },
  /** Jobs that rewrite the files that a check compares. */
  renew: {
    api: ['nx run-many -t build', 'tsx tools/ci/api-reports.ts --renew'],
    counts: ['tsx tools/ci/check-test-counts.ts --renew'],
    docs: ['tsx tools/checks/documents.ts --renew'],
    // Measures for about twelve minutes, on a machine that does nothing else.
    speed: [
      'tsx tools/bench/groups.ts --only append --rounds 5 --json docs/concepts/performance.json',
      'tsx tools/bench/groups.ts --only upsert,rejects --rounds 5 --rows 500000 --json docs/concepts/performance.json',
      'tsx tools/bench/groups.ts --only wide,unicode,long,json,arrays --rounds 5 --rows 500000 --json docs/concepts/performance.json',
      'tsx tools/bench/groups.ts --only peers,small --rounds 5 --rows 300000 --json docs/concepts/performance.json',
      'tsx tools/bench/groups.ts --only memory,profile --rounds 1 --json docs/concepts/performance.json',
      'tsx tools/bench/groups.ts --only start --rounds 3 --json docs/concepts/performance.json',
      'tsx tools/checks/documents.ts --renew',
    ],
    pictures: ['tsx tools/ci/jobs/renew-pictures.ts'],
    'fault-table': ['tsx tools/chaos/write-fault-table.ts'],
    performance: performance.map((command, index) =>
      index === 0 ? command : `${command} --renew`,
    ),
  },
};
