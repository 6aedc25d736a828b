import { fileURLToPath } from 'node:url';
import { readEnvironment } from '@wdh/config';
import { RunningProcess } from '@wdh/fault-injection';
import { expect, inject, it } from 'vitest';
import { programFile } from '../support/programs.js';
import { openWorkplace, type Workplace } from '../support/workplace.js';

const project = fileURLToPath(new URL('../fixtures/wdh.config.ts', import.meta.url));

function startWdh(place: Workplace, ...args: readonly string[]): RunningProcess {
  const { PATH = '', HOME = '' } = readEnvironment();
  return RunningProcess.start([programFile('wdh'), ...args, '--config', project], {
    cwd: place.folder,
    env: { PATH, HOME, DATABASE_URL: place.databaseUrl },
  });
}

it(
  'two workers run submitted files, which load what the job loads directly',
  { tags: ['full'] },
  async () => {
    await using place = await openWorkplace(inject('serverUrl'), { isEmpty: true });
    await using one = startWdh(place, 'worker');
    await using other = startWdh(place, 'worker');
    await using submitted = startWdh(place, 'submit', 'wildlife_strikes', '--wait');
    expect(await submitted.end(90_000)).toMatchObject({ code: 0 });
    // The same file again is skipped, by whatever worker it is taken.
    await using again = startWdh(place, 'submit', 'wildlife_strikes', '--wait');
    expect(await again.end(90_000)).toMatchObject({ code: 0 });
    expect(
      await place.sql`
      select status, trigger, rows_inserted::int as inserted, rows_failed::int as rejected
      from pipeline_executions order by requested_at`,
    ).toEqual([
      { status: 'success', trigger: 'queue', inserted: 9_976, rejected: 0 },
      { status: 'skipped', trigger: 'queue', inserted: 0, rejected: 0 },
    ]);
    expect(await place.sql`select count(*)::int from wildlife_strikes`).toEqual([{ count: 9_976 }]);
    for (const worker of [one, other]) {
      worker.signal('SIGTERM');
      expect(await worker.end(60_000)).toMatchObject({ code: 0 });
    }
  },
);
