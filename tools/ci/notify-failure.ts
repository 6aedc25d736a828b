/** Mails how the jobs in `NEEDS` ended to `MAIL_TO` through the server `MAIL_URL` (smtps://…). */
import { createTransport } from 'nodemailer';
import { environment } from './environment.js';
import { jobResults, jobsWithoutSuccess, resultTable } from './jobs/job-results.mjs';

const { MAIL_TO, MAIL_URL, NEEDS } = environment;
const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_SHA, GITHUB_WORKFLOW } =
  environment;
const results = jobResults(NEEDS);

if (!MAIL_TO || !MAIL_URL) {
  console.log('Nobody is told: the secrets MAIL_TO and MAIL_URL are not set.');
} else {
  await createTransport(MAIL_URL).sendMail({
    from: MAIL_TO,
    to: MAIL_TO,
    subject: `${GITHUB_WORKFLOW} failed: ${jobsWithoutSuccess(results).join(', ')}`,
    text: [
      `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`,
      `Commit ${GITHUB_SHA}`,
      resultTable(results),
    ].join('\n\n'),
  });
  console.log(`Told ${MAIL_TO.split(',').length} by mail.`);
}
