import { type ChaosReport, countByCategory, isGreen, slowestTests } from './chaos-report.js';
import { describeSkip } from './skip.js';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const row = (cells: readonly (string | number)[], tag = 'td'): string =>
  `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(String(cell))}</${tag}>`).join('')}</tr>`;

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `<table>${row(head, 'th')}${rows.map((cells) => row(cells)).join('')}</table>`;

/** Renders a run as a complete HTML page without scripts. */
export function renderHtml(report: ChaosReport): string {
  const { tests, skips, problems, seed, versions, startedAt, durationMs } = report;
  const ran = tests.filter(({ status }) => status !== 'skipped');
  const verdict = isGreen(report) ? 'green' : 'red';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Chaos tests: ${verdict}</title>
<style>body{font:15px system-ui;margin:2rem}td,th{padding:.2rem .8rem;text-align:left}tr:nth-child(even){background:#f4f4f4}</style>
<h1>Chaos tests: ${verdict}</h1>
<p>${escapeHtml(startedAt)}, ${Math.round(durationMs / 1000)} s, PostgreSQL ${versions.join(', ')}, seed ${seed}</p>
${problems.map((problem) => `<p><b>Problem:</b> ${escapeHtml(problem)}</p>`).join('\n')}
<h2>By category</h2>
${table(
  ['category', 'passed', 'failed', 'skipped'],
  countByCategory(tests).map((count) => [
    count.category,
    count.passed,
    count.failed,
    count.skipped,
  ]),
)}
${skips.map((skip) => `<p><b>Skipped:</b> ${escapeHtml(describeSkip(skip))}</p>`).join('\n')}
<h2>The slowest ten</h2>
${table(
  ['ms', 'test'],
  slowestTests(ran).map((test) => [Math.round(test.durationMs), test.title]),
)}
<h2>Every test</h2>
${table(
  ['result', 'PostgreSQL', 'ms', 'test', 'file'],
  tests.map((test) => [
    test.status,
    test.serverVersion ?? 'none',
    Math.round(test.durationMs),
    test.title,
    test.file,
  ]),
)}
</html>
`;
}
