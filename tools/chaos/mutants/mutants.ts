import type { Mutant } from './mutant.js';

const loader = 'packages/warehouse-loader';
const postgres = 'packages/postgres';
const runs = 'packages/runs';
const job = 'apps/sample-job';
const capture = 'packages/capture';
const queue = 'packages/queue';

/** Known bugs, one for each promise that a test must defend. */
export const mutants: readonly Mutant[] = [
  {
    name: 'cells escaped for text in binary COPY',
    file: `${loader}/src/values/binary/write-text.ts`,
    search: "const text = typeof value === 'string' ? value : ",
    replace: String.raw`const text = typeof value === 'string' ? value.replaceAll('\\', '\\\\') : `,
    noticedBy: { project: job, files: ['corruption/bad-records.chaos.test.ts'], ids: ['C13'] },
  },
  {
    name: 'a lost COMMIT, not looked up',
    file: `${postgres}/src/connection/commit-transaction.ts`,
    search: '    if (await wasCommitted(connection, id, reconnect)) return;\n',
    replace: '    void wasCommitted;\n    void reconnect;\n',
    noticedBy: {
      project: loader,
      files: ['recovery/a-lost-reply-to-commit.chaos.test.ts'],
      ids: ['P04'],
    },
  },
  {
    name: 'a dropped await of COMMIT',
    file: `${loader}/src/run/load-attempt.ts`,
    search: '    await commitTransaction(load, ',
    replace: '    void commitTransaction(load, ',
    noticedBy: {
      project: loader,
      files: ['transaction/a-constraint-checked-at-commit.chaos.test.ts'],
      ids: ['D04'],
    },
  },
  {
    name: 'no recount of what was written',
    file: `${loader}/src/run/ledger/check-ledger.ts`,
    search: 'if (found === rowsTaken) return;',
    replace: 'if (found <= rowsTaken) return;',
    noticedBy: {
      project: loader,
      files: ['transaction/a-trigger-in-the-way.chaos.test.ts'],
      ids: ['D06'],
    },
  },
  {
    name: 'a claim before the rows are checked',
    file: `${runs}/src/claims/claim-source.ts`,
    search: "where status = 'success' and input_sha256",
    replace: "where status <> 'running' and input_sha256",
    noticedBy: {
      project: job,
      files: ['recovery/killed-and-interrupted-runs.chaos.test.ts'],
      ids: ['P01'],
    },
  },
  {
    name: 'redaction off',
    file: 'packages/logging/src/redaction/redact.ts',
    search: 'return redactSecretsAcross({ plain: new PlainCopy().copy(value) }).plain;',
    replace:
      'redactSecretsAcross({ plain: new PlainCopy().copy(value) });\n  return value as Plain;',
    noticedBy: { project: 'packages/logging', files: ['secret', 'property'], ids: ['S04', 'F03'] },
  },
  {
    name: 'no lock on a source',
    file: `${runs}/src/locks/claim-lock.ts`,
    search: 'if (lock?.isOurs === true) return;',
    replace: 'if (lock !== undefined) return;',
    noticedBy: {
      project: loader,
      files: ['concurrent/runs-of-one-source.chaos.test.ts'],
      ids: ['K01', 'K05'],
    },
  },
  {
    name: 'no deadline',
    file: `${postgres}/src/connection/dedicated-connection.ts`,
    search: 'this.fail(noAnswer(this.#place.server, this.#deadlineMs));',
    replace: 'void noAnswer;',
    noticedBy: { project: loader, files: ['slow/a-black-hole.chaos.test.ts'], ids: ['N02'] },
  },
  {
    name: 'the first of a repeated key wins',
    file: `${loader}/src/modes/by-key/merge-at-once.ts`,
    search: "${staging.numbers[0] ?? ''} desc",
    replace: "${staging.numbers[0] ?? ''}",
    noticedBy: {
      project: loader,
      files: ['transaction/a-key-that-is-taken.chaos.test.ts'],
      ids: ['D02'],
    },
  },
  {
    name: 'every error retried',
    file: `${loader}/src/run/audited-load.ts`,
    search: 'return error instanceof DatabaseError && error.isRetryable;',
    replace: 'return error instanceof DatabaseError;',
    noticedBy: {
      project: loader,
      files: ['transaction/a-server-that-takes-no-writes.chaos.test.ts'],
      ids: ['D08'],
    },
  },
  {
    name: 'rejects of a failed run are lost',
    file: `${loader}/src/run/rejects/attempt-rejects.ts`,
    search: 'await this.#store.keep(on);',
    replace: 'await this.#store.close();',
    noticedBy: {
      project: loader,
      files: ['recovery/a-query-that-is-cancelled.chaos.test.ts'],
      ids: ['P06'],
    },
  },
  {
    name: 'a checksum that is not compared',
    file: 'packages/file-connector/src/checksum/checked-origin.ts',
    search: 'if (sha256 === expected.sha256) return copy;',
    replace: 'if (expected.sha256 !== null) return copy;',
    noticedBy: {
      project: 'packages/file-connector',
      files: ['corruption/an-input-with-a-wrong-checksum.chaos.test.ts'],
      ids: ['T03'],
    },
  },
  {
    name: 'a feed that is not paused',
    file: `${capture}/src/connection/socket/feed-socket.ts`,
    search: '    this.#socket.pause();\n',
    replace: '',
    noticedBy: {
      project: capture,
      files: ['resource/a-feed-that-floods.chaos.test.ts'],
      ids: ['T01'],
    },
  },
  {
    name: 'a connection that is proved when it opens',
    file: `${capture}/src/connection/feed-connection.ts`,
    search: 'this.#tally.connections += 1;',
    replace: 'this.#policy.proved();',
    noticedBy: {
      project: capture,
      files: ['recovery/a-feed-that-is-cut.chaos.test.ts'],
      ids: ['T01'],
    },
  },
  {
    name: 'a message that is acknowledged before it is written',
    file: `${capture}/src/segments/segment-writer.ts`,
    search: 'if (messages.length > 0) await this.#do(',
    replace: 'if (messages.length > 0) void this.#do(',
    noticedBy: {
      project: capture,
      files: ['recovery/a-capture-that-is-killed.chaos.test.ts'],
      ids: ['T02'],
    },
  },
  {
    name: 'a recovered segment that keeps its incomplete line',
    file: `${capture}/src/segments/recover-segments.ts`,
    search: 'if (bytes < size) await file.truncate(bytes);',
    replace: '',
    noticedBy: {
      project: capture,
      files: ['recovery/a-capture-that-is-killed.chaos.test.ts'],
      ids: ['T02'],
    },
  },
  {
    name: 'a closed segment that the next capture does not load',
    file: `${capture}/src/segments/segment-folder.ts`,
    search: 'this.#waiting = known.closed.toSorted(compareSegments).map(fileNameOf);',
    replace: 'this.#waiting = [];',
    noticedBy: {
      project: 'packages/cli',
      files: ['recovery/a-feed-that-is-killed.chaos.test.ts'],
      ids: ['T02'],
    },
  },
  {
    name: 'a frozen transaction that the server does not end',
    file: `${queue}/src/worker/delivery/run-settlement.ts`,
    search: 'if (heartbeatSeconds !== null) {',
    replace: 'if (heartbeatSeconds === 0) {',
    noticedBy: {
      project: queue,
      files: ['recovery/a-worker-that-is-frozen.chaos.test.ts'],
      ids: ['Q02'],
    },
  },
  {
    name: 'a staged file that no watcher submits',
    file: `${queue}/src/watch/folder-loop.ts`,
    search: 'if (isStaged && nowMs >= this.#adoptAtMs) await this.#adopt();',
    replace: 'if (isStaged && nowMs < 0) await this.#adopt();',
    noticedBy: {
      project: queue,
      files: ['recovery/a-watcher-that-is-killed.chaos.test.ts'],
      ids: ['Q08'],
    },
  },
  {
    name: 'reservations that do not count at the limit',
    file: 'packages/budget/migrations/0000_budgets.sql',
    search: 'used := greatest(state.spent, p_known_spend) + state.reserved;',
    replace: 'used := greatest(state.spent, p_known_spend);',
    noticedBy: {
      project: 'apps/enrichment-job',
      files: ['concurrent/four-processes-of-one-budget.chaos.test.ts'],
      ids: ['B01'],
    },
  },
];
