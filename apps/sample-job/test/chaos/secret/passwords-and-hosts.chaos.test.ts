import { randomBytes } from 'node:crypto';
import { expectNoCanary, NetworkProxy } from '@wdh/fault-injection';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { expectAccounted } from '../../support/expect-accounted.js';
import { JobTrial, type Trial } from '../../support/job-trial.js';
import { strikeFile, strikes } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const records = strikes(3);
/** Roles belong to the whole server, which others may use too. */
const role = `etl of the chaos tests ${randomBytes(4).toString('hex')}`;

/** Each contains a character with a special meaning in a URL. */
const passwords = ['canary@:/#%?&+ =word', 'canary\'"\\$word', 'canary-ä-日本-🔑'];

const admin = postgres(inject('serverUrl'), { max: 1, onnotice: () => undefined });
beforeAll(async () => {
  await admin`create role ${admin(role)} login`;
  await trial.sql`grant all on schema public to ${trial.sql(role)}`;
});
afterAll(async () => {
  await trial.sql`drop owned by ${trial.sql(role)}`;
  await admin`drop role ${admin(role)}`;
  await admin.end();
});

/** ALTER ROLE takes no parameters. */
async function setPassword(password: string): Promise<void> {
  await admin.unsafe(`alter role "${role}" password '${password.replaceAll("'", "''")}'`);
}

/** The URL of the trial's database for another role. */
function urlFor(user: string, password: string): string {
  const url = new URL(trial.databaseUrl);
  const credentials = `${encodeURIComponent(user)}:${password}`;
  return `postgres://${credentials}@${url.host}${url.pathname}`;
}

function expectNotPrinted(run: Trial, password: string): void {
  const { stdout, stderr, summary } = run;
  const canaries = { password, encoded: encodeURIComponent(password) };
  expectNoCanary({ stdout, stderr, summary: JSON.stringify(summary) }, canaries);
}

it.each(passwords)(
  'S01 the password %s, percent-encoded: the run loads and does not print it',
  async (password) => {
    await setPassword(password);
    await trial.sql`drop schema public cascade`;
    await trial.sql`create schema public`;
    await trial.sql`grant all on schema public to ${trial.sql(role)}`;
    const env = { DATABASE_URL: urlFor(role, encodeURIComponent(password)), LOG_LEVEL: 'debug' };
    const run = await trial.load(strikeFile(records), { env });
    await expectAccounted(trial, run, { loaded: records });
    expectNotPrinted(run, password);
  },
);

it('S01 an unescaped password with special characters: the run explains the escaping and prints no part of the URL', async () => {
  const password = 'canary@:/#%?word';
  const run = await trial.run({ env: { DATABASE_URL: urlFor(role, password) } });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('Percent-encode');
  expect(run.stderr).not.toContain(new URL(trial.databaseUrl).host);
  expectNotPrinted(run, password);
});

const password = 'canary-p@ss/wörd';

it.each([
  [
    'a wrong password',
    (url: URL) => (url.password = encodeURIComponent(password)),
    'LOGIN_REFUSED',
  ],
  [
    'a role that does not exist',
    (url: URL) => {
      url.username = 'nobody_here';
      url.password = encodeURIComponent(password);
    },
    'LOGIN_REFUSED',
  ],
  [
    'TLS that the server does not support',
    (url: URL) => (url.search = '?sslmode=require'),
    'TLS_NOT_OFFERED',
  ],
])(
  'S02 %s: the message has the host and not the password, no retry, exit code 3',
  async (_fault, spoil, code) => {
    await using proxy = await NetworkProxy.start(trial.databaseUrl);
    const url = new URL(proxy.url);
    spoil(url);
    const run = await trial.load(strikeFile(records), { env: { DATABASE_URL: url.href } });
    expect(run).toMatchObject({ code: 3, summary: { error: { code } } });
    expect(run.stdout).toContain(url.host);
    expectNotPrinted(run, password);
    expect(proxy.connectionCount).toBe(1);
  },
);

it('S02 a database that does not exist: the message has the host and not the password, no retry, exit code 3', async () => {
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  await setPassword(password);
  const url = new URL(urlFor(role, encodeURIComponent(password)));
  url.host = new URL(proxy.url).host;
  url.pathname = '/no_such_database';
  const run = await trial.load(strikeFile(records), { env: { DATABASE_URL: url.href } });
  expect(run).toMatchObject({ code: 3, summary: { error: { code: 'DATABASE_NOT_FOUND' } } });
  expect(run.stdout).toContain(url.host);
  expectNotPrinted(run, password);
  expect(proxy.connectionCount).toBe(1);
});
