import { describe, expect, it } from 'vitest';
import { sampleReport, sampleTest } from '../test/sample-report.js';
import { countByCategory, isGreen, slowestTests } from './chaos-report.js';
import { formatReport } from './format-report.js';
import { renderHtml } from './render-html.js';
import { renderJson } from './render-json.js';

describe('a chaos report', () => {
  const tests = [
    sampleTest({ title: 'N01 a: b', durationMs: 5 }),
    sampleTest({ title: 'N02 a: b', status: 'failed', durationMs: 9_000 }),
    sampleTest({ title: 'L01 <a>: b', category: 'load', status: 'skipped' }),
  ];

  it('counts by category', () => {
    expect(countByCategory(tests)).toEqual([
      { category: 'load', passed: 0, failed: 0, skipped: 1 },
      { category: 'slow', passed: 1, failed: 1, skipped: 0 },
    ]);
  });

  it('lists the slowest first', () => {
    expect(slowestTests(tests, 1).map(({ title }) => title)).toEqual(['N02 a: b']);
  });

  it.each([
    [
      'green if all tests that ran passed',
      sampleReport(tests.filter((t) => t.status !== 'failed')),
      true,
    ],
    ['red if a test failed', sampleReport(tests), false],
    ['red if there is a problem', sampleReport([], { problems: ['no report'] }), false],
  ])('is %s', (_, report, verdict) => {
    expect(isGreen(report)).toBe(verdict);
  });

  it('lists skipped tests with the reason', () => {
    const skips = [
      { title: 'R02 <a>: b', file: 'a.ts', versions: [15, 16], reason: 'needs root' },
      { title: 'N02 a: b', file: 'b.ts', versions: [], reason: null },
    ];
    const report = sampleReport(tests, { skips });
    expect(formatReport(report)).toContain(
      'SKIPPED R02 <a>: b (a.ts, PostgreSQL 15, 16): needs root\n' +
        'SKIPPED N02 a: b (b.ts): no reason is declared\n',
    );
    expect(renderHtml(report)).toContain('<b>Skipped:</b> R02 &lt;a&gt;: b (a.ts');
    expect(JSON.parse(renderJson(report))).toMatchObject({ skips });
  });

  it('reads as text with counts, failures, problems, versions and seed', () => {
    const text = formatReport(sampleReport(tests, { problems: ['no report'] }));
    expect(text).toContain('FAILED N02 a: b\n       packages/a/test/chaos');
    expect(text).toContain('PROBLEM no report');
    expect(text).toContain('PostgreSQL 17, 18; seed 42; 61.0 s');
    expect(text).toContain('Red: 1 passed, 1 failed, 1 skipped');
  });

  it('renders as an HTML page with escaped titles', () => {
    const page = renderHtml(sampleReport(tests));
    expect(page).toContain('L01 &lt;a&gt;: b');
    expect(page).not.toContain('<a>');
    expect(page).toContain('seed 42');
  });

  it('reads as JSON with counts, the slowest, the seed and every test', () => {
    const report = sampleReport(tests);
    expect(JSON.parse(renderJson(report))).toEqual({
      ...report,
      isGreen: false,
      categories: countByCategory(tests),
      slowest: [
        { title: 'N02 a: b', durationMs: 9_000 },
        { title: 'N01 a: b', durationMs: 5 },
      ],
    });
  });
});
