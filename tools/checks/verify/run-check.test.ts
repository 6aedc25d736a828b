import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CheckResult, notChecked, runCheck } from './run-check.js';

describe('runCheck', () => {
  let root: string;

  const run = (...names: readonly string[]): Promise<CheckResult> =>
    runCheck({ name: 'trial', commands: names.map((name) => `node ${name}.mjs`) }, root);

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'wdh-run-check-'));
    const programs = {
      good: 'console.log("fine");',
      bad: 'console.log("broken"); console.error("because"); process.exitCode = 3;',
      offline: `process.exitCode = ${notChecked};`,
      hanging: 'console.log("started"); setInterval(() => {}, 1_000);',
      killed: 'process.kill(process.pid, "SIGKILL");',
    };
    for (const [name, text] of Object.entries(programs)) {
      writeFileSync(join(root, `${name}.mjs`), text);
    }
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('passes if every command exits with 0', async () => {
    const result = await run('good', 'good');
    expect(result).toMatchObject({ check: { name: 'trial' }, outcome: 'passed' });
    expect(result.output).toBe('fine\nfine\n');
    expect(result.durationMs).toBeGreaterThan(0);
  });

  it('fails with the whole output, and runs no command after the failed one', async () => {
    const result = await run('bad', 'good');
    expect(result.outcome).toBe('failed');
    expect(result.output).toMatch(/broken[^]*because/);
    expect(result.output).not.toContain('fine');
  });

  it('reports that a command could not run its check', async () => {
    await expect(run('offline')).resolves.toMatchObject({ outcome: 'not checked' });
  });

  it('fails when the command is killed', async () => {
    await expect(run('killed')).resolves.toMatchObject({ outcome: 'failed' });
  });

  it('stops a command that hangs, and says so', async () => {
    const result = await runCheck({ name: 'trial', commands: ['node hanging.mjs'] }, root, 2_000);
    expect(result.outcome).toBe('failed');
    expect(result.output).toContain('Stopped after 2 s: node hanging.mjs');
  });

  it('fails if the program does not exist', async () => {
    const check = { name: 'trial', commands: ['absent-program'] };
    await expect(runCheck(check, root)).resolves.toMatchObject({ outcome: 'failed' });
  });
});
