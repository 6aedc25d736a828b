import type { TestReport } from '../../checks/verify/test-reports.js';

/**
 * What to say of a report in which every test with the tag `full` was skipped: it is of `npm test`,
 * which leaves them out, and counts tests that did not run. Else `null`.
 */
export function complainOfUnrunFull(path: string, report: TestReport): string | null {
  const full = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ tags = [] }) => tags.includes('full'));
  return full.length > 0 && full.every(({ status }) => status === 'skipped')
    ? `${path}: none of its ${full.length} tests with the tag full ran: run the suite without --tags-filter`
    : null;
}
