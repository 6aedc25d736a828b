/** Adds the last chaos run to the summary of a GitHub job, or prints it: `npm run ci:chaos-summary`. */
import { appendFileSync } from 'node:fs';
import { environment } from '../ci/environment.js';
import { readReport } from './report/read-report.js';
import { renderMarkdown } from './report/render-markdown.js';

const report = readReport();
const text =
  report === null ? 'The chaos tests did not get as far as a report.\n' : renderMarkdown(report);
const { GITHUB_STEP_SUMMARY } = environment;
if (GITHUB_STEP_SUMMARY === undefined) console.log(text);
else appendFileSync(GITHUB_STEP_SUMMARY, text);
