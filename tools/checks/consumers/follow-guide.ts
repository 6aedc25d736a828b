import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guideScript } from './guide-script.js';
import type { StepOutcome } from './run-step.js';

/** A guide that a check follows, and what must be true after it. */
const guide = 'docs/guides/your-first-job.md';
const afterwards = `
npx wdh run employment --input employment.csv --json | grep -q '"status": "skipped"'
loaded=$(npx wdh sql "select count(*) as loaded from employment" --csv | tail -n 1)
test "$loaded" = "$(($(wc -l < employment.csv) - 1))"
`;

/**
 * Follows the guide to the first job from an empty folder: every row of its file must be loaded, and
 * a second run must be skipped.
 *
 * @param install - What installs our packages, such as `npm install a.tgz b.tgz`.
 */
export function followGuide(root: string, folder: string, install: string): Promise<StepOutcome> {
  const text = readFileSync(join(root, guide), 'utf8');
  const script = `set -euxo pipefail\n${guideScript(text, install)}${afterwards}`;
  const options = { cwd: folder, timeout: 600_000 };
  return new Promise((resolve) => {
    execFile('bash', ['-c', script], options, (error, stdout, stderr) => {
      const isPassed = error === null;
      const output = isPassed ? '' : `${stdout}${stderr}`.trim();
      resolve({ title: `Guide, ${guide}`, isPassed, output });
    });
  });
}
