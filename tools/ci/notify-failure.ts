/**
 * Mails the results of the jobs in `NEEDS`, with author and message of the commit, to `MAIL_TO`
 * through the server `MAIL_URL` (smtps://…).
 */
import { spawnSync } from 'node:child_process';
import { createTransport } from 'nodemailer';
import { environment } from './environment.js';
import { jobResults, jobsWithoutSuccess, resultTable } from './jobs/job-results.mjs';

const { MAIL_TO, MAIL_URL, NEEDS } = environment;
const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_SHA, GITHUB_WORKFLOW } =
  environment;
const results = jobResults(NEEDS);
const { stdout: commit } = spawnSync(
  'git',
  ['log', '-1', '--format=Commit %H%nAuthor %an%n%n%B', GITHUB_SHA ?? 'HEAD'],
  { encoding: 'utf8' },
);

if (!MAIL_TO || !MAIL_URL) {
  console.log('No mail was sent: the secrets MAIL_TO and MAIL_URL are not set.');
} else {
  await createTransport(MAIL_URL).sendMail({
    from: MAIL_TO,
    to: MAIL_TO,
    subject: `${GITHUB_WORKFLOW} failed: ${jobsWithoutSuccess(results).join(', ')}`,
    text: [
      `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`,
      commit.trim(),
      resultTable(results),
    ].join('\n\n'),
  });
  console.log(`Mailed to ${MAIL_TO.split(',').length} addresses.`);
}
