import { expect, test } from 'vitest';
import type { Submission } from '../../src/index.js';
import { people } from '../support/people-job.js';
import { useQueue } from '../support/use-queue.js';

const used = useQueue();
/** Written apart from its address, which the check for secrets would refuse. */
const password = 'canary';
const good: Submission = { job: people, request: { input: '/data/people.csv' } };
// A caller in JavaScript may pass anything: `never` fits every option.
const asking = (request: object): Submission => ({ job: people, request: request });

test.each<[string, string, Submission, RegExp]>([
  ['an unknown field', 'REQUEST_INVALID', asking({ inptu: 'a.csv' }), /inptu is not known/],
  ['no input', 'REQUEST_INVALID', asking({}), /needs an input/],
  ['the standard input', 'REQUEST_INVALID', asking({ input: '-' }), /standard input/],
  ['an invalid mode', 'REQUEST_INVALID', asking({ input: 'a', mode: 'merge' }), /mode must be/],
  [
    'parameters that the job refuses',
    'PARAMETERS_INVALID',
    asking({ input: 'a.csv', params: { day: 7 } }),
    /day: must be a text/,
  ],
  [
    'a partition of a job without',
    'PARTITION_INVALID',
    asking({ input: 'a.csv', partition: '2026-01' }),
    /partition/,
  ],
  [
    'a password in an address',
    'REQUEST_HAS_SECRET',
    asking({ input: `https://ann:${password}@example.org/a.csv` }),
    /secret in "input"/,
  ],
  [
    'a token in an address',
    'REQUEST_HAS_SECRET',
    asking({ input: 'https://example.org/a.csv?token=canary' }),
    /secret in "input"/,
  ],
  [
    'a secret parameter',
    'REQUEST_HAS_SECRET',
    asking({ input: 'a.csv', params: { apiToken: 'canary' } }),
    /secret in "apiToken"/,
  ],
  ['a function', 'REQUEST_NOT_RECORDABLE', asking({ params: { f: 1n } }), /JSON/],
  [
    'NUL in a text',
    'REQUEST_NOT_RECORDABLE',
    asking({ input: 'a.csv', params: { day: 'a\0b' } }),
    /NUL/,
  ],
  [
    'half a character',
    'REQUEST_NOT_RECORDABLE',
    asking({ input: 'a.csv', params: { day: 'a\ud800' } }),
    /half a character/,
  ],
  ['an id that is not a UUID', 'SUBMISSION_INVALID', { ...good, executionId: 'a' }, /UUID/],
  ['a fraction as priority', 'SUBMISSION_INVALID', { ...good, priority: 0.5 }, /priority/],
  ['an invalid time', 'SUBMISSION_INVALID', { ...good, startAfter: new Date('x') }, /startAfter/],
  ['a time beyond', 'SUBMISSION_INVALID', { ...good, startAfter: new Date(8e15) }, /startAfter/],
  ['a number as time', 'SUBMISSION_INVALID', { ...good, startAfter: 5 as never }, /startAfter/],
  [
    'an invalid time of its schedule',
    'SUBMISSION_INVALID',
    { ...good, schedule: { name: 'nightly', at: new Date('x') } },
    /time of its schedule/,
  ],
  ['an empty key', 'SUBMISSION_INVALID', { ...good, key: '' }, /key/],
  ['a key of 201 characters', 'SUBMISSION_INVALID', { ...good, key: 'x'.repeat(201) }, /key/],
  ['half a character in a key', 'SUBMISSION_INVALID', { ...good, key: 'a\ud800' }, /key/],
  ['null as key', 'SUBMISSION_INVALID', { ...good, key: null as never }, /key/],
  [
    'half a character in who asked',
    'REQUEST_NOT_RECORDABLE',
    { ...good, requestedBy: 'ann\udc00' },
    /requestedBy has half a character/,
  ],
  ['a line break in a key', 'SUBMISSION_INVALID', { ...good, key: 'a\nb' }, /key/],
])('a submission with %s is refused, and nothing is submitted', async (_, code, bad, message) => {
  const submitting = used.queue.submit([good, bad]);
  await expect(submitting).rejects.toMatchObject({ code, category: 'usage' });
  await expect(submitting).rejects.toThrow(message);
  await expect(submitting).rejects.not.toThrow(/canary/);
  expect(await used.sql`select execution_id from pipeline_executions`).toEqual([]);
  expect(await used.sql`select id from wdh_queue.job`).toEqual([]);
});

test('a text with a backslash before u0000 is stored', async () => {
  const day = String.raw`a\u0000b`;
  const { executionId } = await used.queue.submitRun({
    job: people,
    request: { input: '/data/people.csv', params: { day } },
  });
  const [job] = await used.sql`select data->'request'->'params'->>'day' as day
    from wdh_queue.job where id = ${executionId}`;
  expect(job).toEqual({ day });
});
