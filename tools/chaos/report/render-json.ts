import { type ChaosReport, countByCategory, isGreen, slowestTests } from './chaos-report.js';

/** Renders a run for programs: a summary, then the run itself. */
export function renderJson({ tests, ...run }: ChaosReport): string {
  const ran = tests.filter(({ status }) => status !== 'skipped');
  const slowest = slowestTests(ran).map(({ title, durationMs }) => ({ title, durationMs }));
  const summary = {
    isGreen: isGreen({ tests, ...run }),
    categories: countByCategory(tests),
    slowest,
  };
  return `${JSON.stringify({ ...run, ...summary, tests }, null, 2)}\n`;
}
