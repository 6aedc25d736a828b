/**
 * Adds the last chaos run to the summary of a GitHub job, or prints it:
 * `npm run ci -- chaos-summary`.
 *
 * `--matrix folder` combines the reports of all jobs of a matrix in one table: their artifacts are
 * folders in it.
 */
import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { environment } from '../ci/environment.js';
import { readReport } from './report/read-report.js';
import { renderMarkdown } from './report/render-markdown.js';
import { renderMatrix } from './report/render-matrix.js';
import { chaosCategories, serverVersions } from './run/chaos-options.js';

const { values } = parseArgs({ options: { matrix: { type: 'string' } } });

function summary(): string {
  const { matrix } = values;
  if (matrix === undefined) {
    const report = readReport();
    return report === null ? 'The chaos tests ended without a report.\n' : renderMarkdown(report);
  }
  const jobs = existsSync(matrix) ? readdirSync(matrix) : [];
  const reports = jobs
    .map((job) => readReport(join(matrix, job, 'report.json')))
    .filter((report) => report !== null);
  return renderMatrix({ versions: serverVersions, categories: chaosCategories }, reports);
}

const { GITHUB_STEP_SUMMARY } = environment;
if (GITHUB_STEP_SUMMARY === undefined) console.log(summary());
else appendFileSync(GITHUB_STEP_SUMMARY, summary());
