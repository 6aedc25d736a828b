/** Scripts that a document may name although nothing runs them, each with what runs the same. */
const runOtherwise: Readonly<Record<string, string>> = {
  format: 'format:check compares what it would write',
  'api:renew': 'check:api compares what it would write',
  'docs:renew': 'check:documents compares what it would write',
  'counts:renew': 'check:counts compares what it would write',
  'chaos:table': 'test:chaos:smoke compares what it would write',
  'test:chaos:smoke': 'ci:chaos is the same',
  'test:chaos:full': 'the weekly run takes the versions one by one',
  'perf:baseline': 'test:performance measures the same',
  'test:unit': 'cover:unit runs the same tests',
  'test:integration': 'cover:integration runs the same tests',
  'ci:pr': 'its checks run one by one',
  'ci:full': 'its checks run one by one',
  verify: 'its checks run one by one',
  bench: 'each package has its own',
};

/** Names the scripts of a document that no tier, no workflow and nothing else runs. */
export function findUnrunScripts(document: string, run: ReadonlySet<string>): readonly string[] {
  return [...document.matchAll(/\bnpm run (?:-s |--silent )?([\w:-]+)/g)]
    .map(([, script = '']) => script)
    .filter((script) => !run.has(script) && !(script in runOtherwise));
}
