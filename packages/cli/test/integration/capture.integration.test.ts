import { lockTable, NetworkProxy, refusal, untilTrue } from '@wdh/fault-injection';
import { describe, expect, inject, it } from 'vitest';
import { type CaptureProject, writeCaptureProject } from '../support/capture-project.js';
import { startCapture } from '../support/start-capture.js';
import { TickServer } from '../support/tick-server.js';
import { openWorkplace, type Workplace } from '../support/workplace.js';

const soonMs = 60_000;

const hasRows = (project: CaptureProject, count: number) => async () =>
  (await project.rows()).length >= count;

const ascending = (numbers: readonly number[]) => numbers.toSorted((one, two) => one - two);

interface Scene extends AsyncDisposable {
  readonly server: TickServer;
  readonly place: Workplace;
  readonly project: CaptureProject;
}

async function openScene(perSecond?: number): Promise<Scene> {
  const server = await TickServer.start(perSecond === undefined ? {} : { perSecond });
  const place = await openWorkplace(inject('serverUrl'));
  const project = await writeCaptureProject(place, server.url);
  return {
    ...{ server, place, project },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}

/** Every row of the table is a line of a loaded segment, once, and no segment is left. */
async function expectLoaded({ project }: Scene): Promise<void> {
  const lines = await project.segments('loaded');
  expect(await project.rows()).toEqual(ascending([...new Set(lines)]));
  for (const part of ['open', 'closed', 'failed'] as const) {
    expect(await project.segments(part)).toEqual([]);
  }
}

it(
  'a capture that is killed in the middle: each message of a segment is in the table once',
  { timeout: 120_000 },
  async () => {
    await using scene = await openScene();
    const { server, place, project } = scene;
    await using first = startCapture(place);
    await untilTrue(hasRows(project, 500), soonMs, 'the first rows');
    first.signal('SIGKILL');
    await first.end(soonMs);
    const left = [...(await project.segments('closed')), ...(await project.segments('open'))];
    expect(left.length).toBeGreaterThan(0);

    await using second = startCapture(place, '--json');
    const begun = server.sent;
    await untilTrue(() => server.sent > begun + 500, soonMs, 'more messages');
    second.signal('SIGTERM');
    const { code, stdout } = await second.end(soonMs);
    expect(code).toBe(0);

    await expectLoaded(scene);
    expect(await project.rows()).toEqual(expect.arrayContaining(left));
    expect(JSON.parse(stdout)).toMatchObject({
      feed: 'ticks',
      status: 'done',
      segments: { failed: 0, waiting: 0 },
      rejected: 0,
      error: null,
    });
    const runs = await place.sql`
    select status, requested_by, request ->> 'errorThreshold' as threshold from pipeline_executions
    where status not in ('abandoned', 'skipped')`;
    expect(new Set(runs.map((run) => JSON.stringify(run)))).toEqual(
      new Set([
        JSON.stringify({ status: 'success', requested_by: 'wdh capture ticks', threshold: '1' }),
      ]),
    );
  },
);

describe('a capture', { timeout: 120_000 }, () => {
  it('rejects bad messages, and subscribes to the chosen topics', async () => {
    await using scene = await openScene(100);
    const { server, place, project } = scene;
    await using running = startCapture(place, '--topics', 'X', 'Y', '--json');
    await untilTrue(() => server.received.length === 2, soonMs, 'the subscriptions');
    for (const text of ['garbage', '[1,2]', '{"n":"x"}', '', '[{', '"a\\nb"']) server.say(text);
    const areRejected = async () =>
      (await place.sql`select from rejected_rows`.catch(() => [])).length === 6;
    await untilTrue(areRejected, soonMs, 'the rejected rows');
    running.signal('SIGTERM');
    const { code, stdout } = await running.end(soonMs);
    expect(code).toBe(0);
    expect(server.received).toEqual(['SUBSCRIBE X', 'SUBSCRIBE Y']);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'done', rejected: 6 });
    await expectLoaded(scene);
    expect((await project.rows()).length).toBeGreaterThan(0);
  });

  it('loads a segment of garbage alone', async () => {
    await using scene = await openScene(0);
    const { server, place } = scene;
    await using running = startCapture(place, '--json');
    await untilTrue(() => server.received.length === 1, soonMs, 'the subscription');
    server.say('[{"n":1');
    const isLoaded = async () => {
      const [run] = await place.sql`select status from pipeline_executions`;
      return run?.['status'] === 'success';
    };
    await untilTrue(isLoaded, soonMs, 'the run');
    running.signal('SIGINT');
    const { code, stdout } = await running.end(soonMs);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ messages: 1, rejected: 1 });
  });

  it('continues on another connection, and counts it', { tags: ['full'] }, async () => {
    await using scene = await openScene();
    const { server, place, project } = scene;
    await using running = startCapture(place, '--json');
    await untilTrue(hasRows(project, 100), soonMs, 'the first rows');
    const before = server.sent;
    server.cut();
    await untilTrue(() => server.paths.length === 2, soonMs, 'another connection');
    await untilTrue(hasRows(project, before + 1), soonMs, 'more rows');
    running.signal('SIGTERM');
    const { code, stdout, stderr } = await running.end(soonMs);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ reconnects: 1, ends: { cut: 1, stopped: 1 } });
    expect(stderr).toContain('feed.');
    expect(stdout + stderr).not.toContain('canary');
    await expectLoaded(scene);
  });

  it('shows what it does and how it ended to a person', { tags: ['full'] }, async () => {
    await using scene = await openScene(100);
    const { place, server } = scene;
    const env = { CAPTURE_URL: `${server.url}&by=setting` };
    await using running = startCapture({ ...place, env });
    await untilTrue(() => server.sent > 1, soonMs, 'messages');
    running.signal('SIGINT');
    const { code, stdout, stderr } = await running.end(soonMs);
    expect(server.paths).toEqual(['/ticks?key=canary&by=setting']);
    expect(stdout + stderr).not.toContain('canary');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^Capturing ticks from ws:\/\/127\.0\.0\.1:\d+ into \S+\/capture\/ticks\. End/m,
    );
    // How many were received before the signal is not known.
    expect(stdout).toMatch(/^ticks: \d+ messages?, .* in .*s$/m);
    expect(stdout).toMatch(/^segments: \d loaded, 0 waiting$/m);
    expect(stdout).toMatch(/^gaps: 0, reconnects: 0$/m);
  });
});

describe('without its database, a capture', { timeout: 120_000 }, () => {
  it('continues, and loads what waits when the database is back', async () => {
    await using scene = await openScene();
    const { place, project } = scene;
    await using proxy = await NetworkProxy.start(place.databaseUrl);
    const fault = proxy.inject(refusal());
    await using running = startCapture({ ...place, databaseUrl: proxy.url }, '--json');
    const waits = async () => (await project.segments('closed').catch(() => [])).length > 500;
    await untilTrue(waits, soonMs, 'waiting segments');
    await running.untilPrinted('capture.load.waiting', soonMs);
    fault.expectFired();
    fault.lift();
    await untilTrue(hasRows(project, 500), soonMs, 'rows');
    running.signal('SIGTERM');
    expect(await running.end(soonMs)).toMatchObject({ code: 0 });
    await expectLoaded(scene);
  });

  it(
    'ends with exit code 3 when it is asked to, and the next one loads everything',
    { tags: ['full'] },
    async () => {
      await using scene = await openScene();
      const { place, project } = scene;
      const unreachable = 'postgres://127.0.0.1:9/none';
      await using running = startCapture({ ...place, databaseUrl: unreachable });
      const waits = async () => (await project.segments('closed').catch(() => [])).length > 100;
      await untilTrue(waits, soonMs, 'waiting segments');
      running.signal('SIGTERM');
      const { code, stdout, stderr } = await running.end(soonMs);
      expect(code).toBe(3);
      expect(stdout).toMatch(/^The next capture loads what waits in /m);
      expect(stderr).toContain('DATABASE_UNREACHABLE');
      await using next = startCapture(place, '--for', '1s');
      expect(await next.end(soonMs)).toMatchObject({ code: 0 });
      await expectLoaded(scene);
    },
  );

  it('writes files only with --no-load, which the next one loads', { tags: ['full'] }, async () => {
    await using scene = await openScene();
    const { place } = scene;
    const unreachable = 'postgres://127.0.0.1:9/none';
    await using running = startCapture(
      { ...place, databaseUrl: unreachable },
      '--no-load',
      '--for',
      '2s',
    );
    expect(await running.end(soonMs)).toMatchObject({ code: 0 });
    await using next = startCapture(place, '--for', '1s');
    expect(await next.end(soonMs)).toMatchObject({ code: 0 });
    await expectLoaded(scene);
  });
});

it(
  'a database that accepts no writes is awaited from the start',
  { timeout: 120_000 },
  async () => {
    await using scene = await openScene();
    const { place, project } = scene;
    const [{ name } = {}] = await place.sql`select current_database() as name`;
    const database = place.sql(String(name));
    await place.sql`alter database ${database} set default_transaction_read_only = on`;
    await using running = startCapture(place);
    const isClosed = async () => (await project.segments('closed').catch(() => [])).length > 0;
    await untilTrue(isClosed, soonMs, 'a closed segment');
    expect(await project.segments('loaded')).toEqual([]);
    await place.sql`alter database ${database} reset default_transaction_read_only`;
    await untilTrue(hasRows(project, 1), soonMs, 'the first rows');
    running.signal('SIGTERM');
    expect(await running.end(soonMs)).toMatchObject({ code: 0 });
    await expectLoaded(scene);
  },
);

describe('an error that does not go away', { timeout: 120_000 }, () => {
  it('of the schema ends the capture, and the segments stay', async () => {
    await using scene = await openScene();
    const { place, project } = scene;
    await place.sql`alter table ticks rename to elsewhere`;
    await using running = startCapture(place);
    const { code, stderr } = await running.end(soonMs);
    expect(code).toBe(5);
    expect(stderr).toContain('TABLE_NOT_FOUND');
    expect((await project.segments('closed')).length).toBeGreaterThan(0);
    await place.sql`alter table elsewhere rename to ticks`;
    await using next = startCapture(place, '--for', '1s');
    expect(await next.end(soonMs)).toMatchObject({ code: 0 });
    await expectLoaded(scene);
  });

  it(
    'of the disk ends the capture with exit code 7, and what was written is loaded',
    { tags: ['full'] },
    async () => {
      await using scene = await openScene();
      const { place, project } = scene;
      // A file of at most 1,024 bytes.
      const limits = { fileBlocks: 2 };
      await using running = startCapture({ ...place, limits }, '--quiet');
      const { code, stderr } = await running.end(soonMs);
      expect(code).toBe(7);
      expect(stderr).toContain('[SEGMENT_NOT_WRITTEN]');
      expect((await project.rows()).length).toBeGreaterThan(0);
      await expectLoaded(scene);
    },
  );

  it('of one segment moves it to failed, and the capture continues', async () => {
    await using scene = await openScene(0);
    const { server, place, project } = scene;
    await using running = startCapture(place, '--json');
    await untilTrue(() => server.received.length === 1, soonMs, 'the subscription');
    server.say('{"n":5000000,"price":"1"}');
    const hasFailed = async () => (await project.segments('failed')).length === 1;
    await untilTrue(hasFailed, soonMs, 'the failed segment');
    server.say('{"n":6,"price":"1"}');
    await untilTrue(hasRows(project, 1), soonMs, 'the row of the next segment');
    running.signal('SIGTERM');
    const { code, stdout } = await running.end(soonMs);
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ segments: { loaded: 1, failed: 1, waiting: 0 } });
  });
});

describe('signals and folders', { timeout: 120_000, tags: ['full'] }, () => {
  it('end at once at the second signal, and the next capture loads the rest', async () => {
    await using scene = await openScene();
    const { place, project } = scene;
    await using lock = await lockTable(place.databaseUrl, 'ticks');
    await using running = startCapture(place);
    const waits = async () => (await project.segments('closed').catch(() => [])).length > 100;
    await untilTrue(waits, soonMs, 'waiting segments');
    await lock.untilWaitedFor(soonMs);
    running.signal('SIGTERM');
    await running.untilPrinted('capture.stopping', soonMs);
    running.signal('SIGTERM');
    expect(await running.end(soonMs)).toMatchObject({ code: 143 });
    await lock.release();
    await using next = startCapture(place, '--for', '1s');
    expect(await next.end(soonMs)).toMatchObject({ code: 0 });
    await expectLoaded(scene);
  });

  it('refuse a second capture into a folder, with the process that has it', async () => {
    await using scene = await openScene();
    const { place, server } = scene;
    await using first = startCapture(place);
    await untilTrue(() => server.paths.length === 1, soonMs, 'the connection');
    await using second = startCapture(place);
    const { code, stderr } = await second.end(soonMs);
    expect(code).toBe(6);
    expect(stderr).toContain(`in use by process ${first.pid}`);
  });

  it('end with 3 and the reason where the feed could not be opened in time', async () => {
    await using scene = await openScene(0);
    const { place } = scene;
    const args = ['--url', 'ws://127.0.0.1:1', '--no-load', '--for', '1s', '--json'];
    await using running = startCapture(place, ...args);
    const { code, stdout } = await running.end(soonMs);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ status: 'failed', messages: 0, reconnects: 0, ends: { unreachable: 1 } },
      error: {
        code: 'FEED_UNAVAILABLE',
        message: expect.stringContaining('ECONNREFUSED') as string,
      },
    });
  });

  it('list the feeds, and refuse an unknown one', async () => {
    await using scene = await openScene();
    const { place, server } = scene;
    const listed = await place.run('capture');
    expect(listed.stdout).toBe(
      `ticks\n  loaded by job ticks\n  from ${new URL(server.url).origin}\n  topics A\n`,
    );
    const unknown = await place.run('capture', 'tick');
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unknown.stderr).toContain(
      '[FEED_NOT_FOUND] The project has no feed tick (did you mean ticks?)',
    );
  });
});
