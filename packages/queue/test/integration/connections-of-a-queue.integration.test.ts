import { expect, test } from 'vitest';
import { openQueue, runQueue } from '../../src/index.js';
import { people } from '../support/people-job.js';
import { useQueue } from '../support/use-queue.js';

const used = useQueue();
const canary = 'canary-of-the-password';
const urlWith = (parts: Partial<URL>): string => Object.assign(new URL(used.url), parts).href;

test.each<[string, () => string, string]>([
  [
    'with a wrong password',
    () => urlWith({ username: 'nobody', password: canary }),
    'LOGIN_REFUSED',
  ],
  ['where no server is', () => urlWith({ port: '1', password: canary }), 'DATABASE_UNREACHABLE'],
  [
    'that requires TLS, of a server without',
    () => urlWith({ search: '?sslmode=require', password: canary }),
    'TLS_NOT_OFFERED',
  ],
  ['of a database that does not exist', () => urlWith({ pathname: '/none' }), 'DATABASE_NOT_FOUND'],
  ['that is not a URL', () => `postgres//${canary}`, 'CONNECTION_URL_INVALID'],
])(
  'a queue of an address %s is refused as everywhere, without the password',
  async (_, url, code) => {
    for (const migrate of [true, false]) {
      const opening = openQueue({ connectionUrl: url(), migrate });
      const error = await opening.then(
        () => null,
        (reason: unknown) => reason as Error,
      );
      expect(error).toMatchObject({ code });
      expect([error?.stack, JSON.stringify(error)].join()).not.toContain(canary);
    }
  },
);

test('an idle queue keeps its connections, and closes them at the end', async () => {
  const applicationName = 'wdh test of a queue';
  const queue = await openQueue({ connectionUrl: used.url, applicationName });
  const sessions = async (): Promise<number> =>
    (await used.sql`select from pg_stat_activity where application_name = ${applicationName}`)
      .length;
  const submission = { job: people, request: { input: '/data/a.csv' } };
  await Promise.all(Array.from({ length: 20 }, () => queue.submitRun(submission)));
  expect(await sessions()).toBeGreaterThan(0);
  expect(await sessions()).toBeLessThanOrEqual(2);
  await queue.close();
  await expect.poll(sessions).toBe(0);
  await expect(queue.status()).rejects.toMatchObject({ code: 'POOL_CLOSED' });
});

test('a queue works again after its sessions were ended', async () => {
  const applicationName = 'wdh test of a restart';
  const queue = await openQueue({ connectionUrl: used.url, applicationName });
  await queue.status();
  await used.sql`select pg_terminate_backend(pid, 30000) from pg_stat_activity
    where application_name = ${applicationName}`;
  const submitted = await queue.submitRun({ job: people, request: { input: '/data/a.csv' } });
  expect(submitted.status).toBe('queued');
  await queue.close();
});

test('prepare gives a queue of an older version the settings of this one', async () => {
  const { boss } = used.queue;
  await used.queue.prepare([people]);
  const settings = await boss.getQueue(runQueue('people'));
  await boss.updateQueue(runQueue('people'), {
    retryLimit: 1,
    expireInSeconds: 60,
    deadLetter: null,
  });
  const next = await openQueue({ connectionUrl: used.url });
  await next.prepare([people]);
  const { policy, retryLimit, expireInSeconds, heartbeatSeconds, deadLetter } = settings ?? {};
  expect(await boss.getQueue(runQueue('people'))).toMatchObject({
    ...{ policy, retryLimit, expireInSeconds, heartbeatSeconds, deadLetter },
  });
  expect({ policy, retryLimit, deadLetter }).toEqual({
    ...{ policy: 'singleton', retryLimit: 3, deadLetter: 'dead' },
  });
  await next.close();
});
