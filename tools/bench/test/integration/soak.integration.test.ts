import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
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

  it('finds nothing where every load closes its file', async () => {
    await expect(
      soaking(() => {
        closeSync(openSync('/dev/null', 'r'));
      }),
    ).resolves.not.toContain('descriptors');
  });

  it('finds loads that leave a file open', async () => {
    await expect(
      soaking(() => {
        opened.push(openSync('/dev/null', 'r'));
      }),
    ).resolves.toContain('descriptors');
  });

  it('finds loads that keep memory', async () => {
    const kept: Buffer[] = [];
    await expect(
      soaking(() => {
        kept.push(Buffer.alloc(2 ** 20));
      }),
    ).resolves.toContain('memoryBytes');
  });
});
