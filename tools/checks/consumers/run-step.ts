import { execFile } from 'node:child_process';

/** The result of a step of a consumer. */
export interface StepOutcome {
  readonly title: string;
  readonly isPassed: boolean;
  readonly output: string;
}

/** Runs an npm script of a consumer and returns its output. */
export function runStep(title: string, script: string, folder: string): Promise<StepOutcome> {
  const options = { cwd: folder, timeout: 300_000 };
  return new Promise((resolve) => {
    execFile('npm', ['run', '--silent', script], options, (error, stdout, stderr) => {
      resolve({ title, isPassed: error === null, output: `${stdout}${stderr}`.trim() });
    });
  });
}
