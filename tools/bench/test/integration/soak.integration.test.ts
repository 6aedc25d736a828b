// @module-tag full
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { workspaceRoot } from '../../../checks/workspace-root.js';
import { judgeSoak } from '../../soak/judge-soak.js';
import { processResources } from '../../soak/process-resources.js';
import { runSoak } from '../../soak/run-soak.js';

describe('runSoak', () => {
  const opened: number[] = [];

  afterEach(() => {
    for (const descriptor of opened.splice(0)) closeSync(descriptor);
  });

  const soaking = async (load: () => void): Promise<readonly string[]> => {
    const { loads, samples } = await runSoak({
      durationMs: 500,
      load: async () => {
        load();
        await sleep(2);
      },
      sample: () => Promise.resolve({ ...processResources(), connections: 0 }),
    });
    expect(loads).toBeGreaterThan(0);
    return judgeSoak(samples)
      .filter(({ isFlat }) => !isFlat)
      .map(({ resource }) => resource);
  };

  it('reports nothing if every load closes its file', async () => {
    await expect(
      soaking(() => {
        closeSync(openSync('/dev/null', 'r'));
      }),
    ).resolves.not.toContain('descriptors');
  });

  it('reports loads that leave a file open', async () => {
    await expect(
      soaking(() => {
        opened.push(openSync('/dev/null', 'r'));
      }),
    ).resolves.toContain('descriptors');
  });

  it('reports loads that keep memory', async () => {
    const kept: Buffer[] = [];
    await expect(
      soaking(() => {
        kept.push(Buffer.alloc(2 ** 20));
      }),
    ).resolves.toContain('memoryBytes');
  });
});

describe('the recipe of a soak of a day', () => {
  it('is a command that soaks and reports a result', () => {
    const page = readFileSync(join(workspaceRoot, 'docs/contributing/testing.md'), 'utf8');
    const command = /^nohup (npm run soak -- --minutes 1440) > soak\.log 2>&1 &$/m.exec(page)?.[1];
    const [program = '', ...args] = (command ?? '').replace('1440', '0.05').split(' ');
    const { stdout, stderr } = spawnSync(program, args, { cwd: workspaceRoot, encoding: 'utf8' });
    // Three seconds may be too short for a result, which the command then reports.
    expect(stdout + stderr).toMatch(
      /\d+ loads in 0\.05 minutes, \d+ failed as intended: (no|some)thing leaks\.|\d+ samples are too few/,
    );
  });
});
