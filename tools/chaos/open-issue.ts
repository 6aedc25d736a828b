/**
 * Reports a weekly chaos run that failed: `npm run ci -- chaos-issue`. Opens one issue about the
 * tests of all versions and one about the mutants, or comments on the open ones. Outside of GitHub,
 * it prints them.
 */
import { join } from 'node:path';
import { workspaceRoot } from '../checks/workspace-root.js';
import { environment } from '../ci/environment.js';
import { jobResults } from '../ci/jobs/job-results.mjs';
import { draftMutantIssue, draftTestIssue } from './issue/issue.js';
import { reportIssue } from './issue/report-issue.js';
import { readWeeklyResults } from './issue/weekly-results.js';
import { mutants } from './mutants/mutants.js';

const {
  GITHUB_API_URL: apiUrl = '',
  GITHUB_REPOSITORY: repository = '',
  GITHUB_RUN_ID,
  GITHUB_SERVER_URL,
  GH_TOKEN: token,
  NEEDS,
} = environment;
const ended: Readonly<Record<string, string>> = jobResults(NEEDS);
const results = readWeeklyResults(join(workspaceRoot, 'test-results/chaos-weekly'));
const names = mutants.map(({ name }) => name);
const issues = [
  ...(ended['everything'] === 'success' ? [] : [draftTestIssue(results)]),
  ...(ended['mutants'] === 'success' ? [] : [draftMutantIssue(results, names)]),
];
for (const { title, body } of issues) {
  if (token === undefined || apiUrl === '' || repository === '') {
    console.log(`${title}\n\n${body}\n`);
    continue;
  }
  const link = `${GITHUB_SERVER_URL ?? ''}/${repository}/actions/runs/${GITHUB_RUN_ID ?? ''}`;
  // The limit of GitHub is 65,536 characters; the reports are artifacts of the run.
  const text = `${body.slice(0, 60_000)}\n\n${link}\n`;
  try {
    console.log(await reportIssue({ apiUrl, repository, token }, { title, body: text }));
  } catch (error) {
    // The other issue is still reported.
    console.error(`${title}: not reported.`, error);
    process.exitCode = 1;
  }
}
