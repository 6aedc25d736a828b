import { createHash } from 'node:crypto';

/** The run with 100,000 events and 50,000 rejected rows. */
const bigRun = `exec_${createHash('md5').update('70000').digest('hex')}`;

const day = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * day).toISOString();

/** Addresses of the API whose answers are about many runs or lines, by what they answer. */
export const addresses: Readonly<Record<string, string>> = {
  'who is logged in (no query)': '/session',
  overview: '/overview?zone=Asia/Shanghai',
  'all jobs': '/jobs',
  'a job of 50,000 runs': '/jobs/job_0',
  'the latest runs': '/runs',
  'the latest 200 runs': '/runs?limit=200',
  'runs by end': '/runs?sort=ended',
  'runs by duration': '/runs?sort=duration',
  'runs by read rows, up': '/runs?sort=read&order=asc',
  'runs by rejected rows': '/runs?sort=rejected',
  'a job by loaded rows': '/runs?job=job_7&sort=loaded',
  'failed runs of a job by duration': '/runs?job=job_0&status=failed,abandoned&sort=duration',
  'runs of a schedule by end': '/runs?schedule=nightly&sort=ended&order=asc',
  'two days by duration': `/runs?from=${ago(9)}&before=${ago(7)}&sort=duration`,
  'the first hour by end': `/runs?before=${ago(29.96)}&sort=ended`,
  'a text in many errors': '/runs?text=FLIGHT_DATE',
  'a text in no error, by end': '/runs?text=%25nowhere&sort=ended&order=asc',
  'the beginning of an id': '/runs?text=exec_a1b',
  'a run': `/runs/${bigRun}`,
  'its first 500 lines': `/runs/${bigRun}/events?limit=500`,
  'lines from the middle': `/runs/${bigRun}/events?after=50000&limit=500`,
  'its errors': `/runs/${bigRun}/events?levels=error&limit=500`,
  'a text in no line': `/runs/${bigRun}/events?text=nowhere`,
  'lines before its end': `/runs/${bigRun}/events?before=end&limit=500`,
  'its rejected rows': `/runs/${bigRun}/rejects?limit=100`,
  'its rejected rows of a code': `/runs/${bigRun}/rejects?code=CODE_3&field=field_2`,
  'counts of its rejected rows': `/runs/${bigRun}/rejects/counts`,
  'rejected rows of a job': '/jobs/job_0/rejects',
  'counts of rejected rows of a job': '/jobs/job_0/rejects/counts',
  'its figures': `/runs/${bigRun}/metrics`,
  'a figure of 1,000 runs': '/jobs/job_0/metrics?metric=rejected_share&runs=1000',
  'checks of 1,000 runs': '/jobs/job_0/checks?runs=1000',
};
