import { expect, test } from 'vitest';
import { withJob } from './register-job.js';
import { newProject } from './registration.js';

const registration = { constant: 'airportsJob', module: './airports/src/job.js' };

test('a new file registers the job, and takes a second one', () => {
  const first = newProject(registration);
  const second = withJob(first, { constant: 'birdsJob', module: './birds/src/job.js' });
  expect(second).toBe(`import { defineProject } from '@wdh/job';
import { airportsJob } from './airports/src/job.js';
import { birdsJob } from './birds/src/job.js';

/** The jobs of this project, which \`wdh run\` runs by name. */
export default defineProject({ jobs: [airportsJob, birdsJob] });
`);
});

test.each([
  ['[]', '[airportsJob]'],
  ['[a]', '[a, airportsJob]'],
  ['[a,]', '[a, airportsJob,]'],
  ['[(a)]', '[(a), airportsJob]'],
  ['[ // jobs: []\n    a // first\n  ]', '[ // jobs: []\n    a, // first\n    airportsJob\n  ]'],
  ['[\n    a, // first\n  ]', '[\n    a, // first\n    airportsJob,\n  ]'],
  ['[\n    a,\n    ...more(x),\n  ]', '[\n    a,\n    ...more(x),\n    airportsJob,\n  ]'],
])('changes the list %j to %j and nothing else', (list, changed) => {
  const text = (jobs: string, line = ''): string =>
    `// jobs: []\nimport { defineProject } from '@wdh/job'; // ours${line}\nexport default defineProject({\n  inputs: ['jobs: []'],\n  jobs: ${jobs},\n});\n`;
  const line = "\nimport { airportsJob } from './airports/src/job.js';";
  expect(withJob(text(list), registration)).toBe(text(changed, line));
  const crlf = (lines: string): string => lines.replaceAll('\n', '\r\n');
  expect(withJob(crlf(text(list)), registration)).toBe(crlf(text(changed, line)));
});

test.each([
  ['jobs that are not a list', 'export default defineProject({ jobs });'],
  ['a project that is a constant', 'const p = defineProject({ jobs: [] });\nexport default p;'],
  ['another function', 'export default makeProject({ jobs: [] });'],
  ['no default export', 'export const p = defineProject({ jobs: [] });'],
  ['text that is not TypeScript', 'export default defineProject({ jobs: [ });'],
  ['a hole in the list', 'export default defineProject({ jobs: [a,,] });'],
  ['the same constant', 'export default defineProject({ jobs: [airportsJob] });'],
])('leaves a file with %s to a person', (_, text) => {
  expect(withJob(`import { defineProject } from '@wdh/job';\n${text}\n`, registration)).toBeNull();
});
