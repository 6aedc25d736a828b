import { beforeAll, describe, expect, it } from 'vitest';
import { jobFile, writeProject } from '../support/project.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();

const config = (schedules: string): string => `
import { defineProject, defineSchedule } from '@wdh/job';
import { people } from './people.js';
export default defineProject({ jobs: [people], schedules: [${schedules}] });
`;
const nightly = `defineSchedule({
  name: 'nightly', job: people, cron: '0 2 * * *', timezone: 'Asia/Shanghai',
  request: ({ scheduledAt }) => ({ input: \`people-\${scheduledAt.day(-1)}.csv\` }),
})`;
const early = `defineSchedule({ name: 'early', job: people, cron: '30 2 29 2 *', timezone: 'UTC' })`;

beforeAll(() =>
  writeProject(place.folder, {
    'wdh.config.ts': config(`${nightly}, ${early}`),
    'none.config.ts': config(''),
    'bad.config.ts': config(nightly.replace('Asia/Shanghai', 'Asia/Shangai')),
    'people.ts': jobFile('people'),
  }),
);

interface Listed {
  readonly name: string;
  readonly nextAt: string;
  readonly isFollowed: boolean;
  readonly pause: { readonly since: string; readonly by: string } | null;
  readonly lastTick: unknown;
}

async function listed(): Promise<readonly Listed[]> {
  return JSON.parse((await place.run('schedules', '--json')).stdout) as Listed[];
}

describe('wdh schedules', () => {
  it('lists the schedules of a project whose database has no queue, and creates none', async () => {
    const { exitCode, stdout } = await place.run('schedules');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^schedule +job +cron +zone +next \(UTC\) +last \(UTC\) +status\nnightly +people +0 2 \* \* \* +Asia\/Shanghai +\d{4}-\d\d-\d\d 18:00\nearly /,
    );
    expect(stdout).toContain('nightly: no worker follows it: wdh worker');
    expect(await place.sql`select from pg_namespace where nspname = 'wdh_queue'`).toHaveLength(0);
  });

  it('lists the next times of one schedule, in its zone and in UTC', async () => {
    const { stdout } = await place.run('schedules', 'next', 'early', '--count', '2');
    expect(stdout).toMatch(
      /^schedule +local time +zone +UTC\nearly +(20\d\d-02-29 02:30) \+00:00 +UTC +\1\nearly +20\d\d-02-29 /,
    );
    const json = await place.run('schedules', 'next', '--count', '3', '--json');
    const times = JSON.parse(json.stdout) as { schedule: string; at: string; local: string }[];
    expect(times).toHaveLength(3);
    expect(times[0]).toMatchObject({
      schedule: 'nightly',
      at: expect.stringMatching(/T18:00:00.000Z$/) as string,
      local: expect.stringMatching(/T02:00:00\+08:00$/) as string,
    });
  });

  it('pauses and resumes a schedule, and says since when and by whom', async () => {
    const paused = await place.run('schedules', 'pause', 'nightly');
    expect(paused.exitCode).toBe(0);
    expect(paused.stdout).toMatch(/^Schedule nightly is paused since \d{4}-.*Z by \w+\. /);
    const again = JSON.parse(
      (await place.run('schedules', 'pause', 'nightly', '--json')).stdout,
    ) as object;
    const [first, second] = await listed();
    expect(again).toEqual({
      schedule: 'nightly',
      isPaused: true,
      pause: first?.pause,
      nextAt: null,
    });
    expect(second?.pause).toBeNull();
    const shown = (await place.run('schedules')).stdout;
    expect(shown).toMatch(/nightly .* paused\n/);
    expect(shown).toContain('wdh schedules resume nightly');
    const resumed = await place.run('schedules', 'resume', 'nightly');
    expect(resumed.stdout).toMatch(
      /^Schedule nightly was paused since .*, and is resumed\. Its next/,
    );
    expect((await place.run('schedules', 'resume', 'nightly')).stdout).toContain('was not paused');
    expect((await listed())[0]?.pause).toBeNull();
  });

  it('shows the last time of a schedule, and why it had no run', async () => {
    await place.sql`
      insert into wdh_schedule_ticks (schedule_name, tick_at, handled_at, outcome, reason)
      values ('nightly', '2026-01-31T18:00Z', now(), 'missed', 'no worker ran')`;
    const { stdout } = await place.run('schedules');
    expect(stdout).toMatch(/nightly .* 2026-01-31 18:00 +missed\n/);
    expect(stdout).toContain('nightly: the last time was missed: no worker ran');
  });

  it('says how to declare a schedule in a project that has none', async () => {
    for (const args of [[], ['next']]) {
      const { exitCode, stdout } = await place.run(
        'schedules',
        ...args,
        '--config',
        'none.config.ts',
      );
      expect([exitCode, stdout]).toEqual([0, expect.stringContaining('with defineSchedule')]);
    }
  });
});

describe('a command line of schedules', { tags: ['full'] }, () => {
  it.each([
    [['pause', 'nigthly'], 'The project has no schedule nigthly (did you mean nightly?)'],
    [['next', 'x'], 'The project has no schedule x (it has nightly, early)'],
    [['pause'], "missing required argument 'schedule'"],
    [['next', '--count', '0'], 'Expected a whole number from 1 to 1000'],
    [['next', '--count', '1001'], 'Expected a whole number from 1 to 1000'],
    [
      ['--config', 'bad.config.ts'],
      'The declaration of schedule "nightly" is invalid: its timezone "Asia/Shangai" must be a name',
    ],
  ])('%j is refused with what to do', async (args, words) => {
    const { exitCode, stdout, stderr } = await place.run('schedules', ...args);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });
});
