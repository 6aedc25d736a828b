import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notChecked, runCheck } from './run-check.js';

describe('runCheck', () => {
  let root: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'wdh-run-check-'));
    const scripts = {
      good: 'echo fine',
      bad: 'echo broken && echo because >&2 && exit 3',
      offline: `echo no network; exit ${notChecked}`,
      killed: 'kill -9 $$',
    };
    writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'trial', scripts }));
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('passes when the script ends with 0', async () => {
    const result = await runCheck({ name: 'trial', script: 'good' }, root);
    expect(result).toMatchObject({ check: { name: 'trial' }, outcome: 'passed' });
    expect(result.output).toContain('fine');
    expect(result.durationMs).toBeGreaterThan(0);
  });

  it('fails with all that the script printed', async () => {
    const result = await runCheck({ name: 'trial', script: 'bad' }, root);
    expect(result.outcome).toBe('failed');
    expect(result.output).toMatch(/broken[^]*because/);
  });

  it('tells that a script could not check', async () => {
    await expect(runCheck({ name: 'trial', script: 'offline' }, root)).resolves.toMatchObject({
      outcome: 'not checked',
    });
  });

  it('fails when the script is killed', async () => {
    await expect(runCheck({ name: 'trial', script: 'killed' }, root)).resolves.toMatchObject({
      outcome: 'failed',
    });
  });

  it('fails when there is no such script', async () => {
    await expect(runCheck({ name: 'trial', script: 'absent' }, root)).resolves.toMatchObject({
      outcome: 'failed',
    });
  });
});
