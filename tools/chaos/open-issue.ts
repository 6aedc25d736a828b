/** Opens a GitHub issue about the last chaos run, which failed: `npm run ci:chaos-issue`. */
import { execFileSync } from 'node:child_process';
import { environment } from '../ci/environment.js';
import { readReport } from './report/read-report.js';
import { brokenIds, renderMarkdown } from './report/render-markdown.js';

const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = environment;
const report = readReport();
const ids = report === null ? [] : brokenIds(report);
const versions = report?.versions.join(', ') ?? 'unknown';
const title = `Chaos tests failed on PostgreSQL ${versions}: ${ids.join(', ') || 'see the run'}`;
const text = report === null ? 'The run did not get as far as a report.\n' : renderMarkdown(report);
const link = `${GITHUB_SERVER_URL ?? ''}/${GITHUB_REPOSITORY ?? ''}/actions/runs/${GITHUB_RUN_ID ?? ''}`;
// GitHub takes 65,536 characters; the whole report is an artifact of the run.
const body = `${text.slice(0, 60_000)}\n${link}\n`;
execFileSync('gh', ['issue', 'create', '--title', title.slice(0, 250), '--body', body], {
  stdio: 'inherit',
});
