import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';

function read(path: string): string {
  return readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('README', () => {
  it('shows the example that the next test runs', () => {
    const example = read('../test/examples/bind.ts').replace('../../src/index.js', '@wdh/logging');
    expect(read('../README.md')).toContain(`\`\`\`ts\n${example}\`\`\``);
  });

  it('shows the line that the example writes', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-31T10:30:15.234Z') });
    let written = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk, ...rest) => {
      written += String(chunk);
      for (const done of rest) if (typeof done === 'function') done();
      return true;
    });
    await import('../test/examples/bind.js');
    vi.restoreAllMocks();
    expect(read('../README.md')).toContain(`\`\`\`text\n${written}\`\`\``);
    expect(written).toContain('"executionId":"exec_20260131_103000"');
  });
});
