import type { TestReport } from '../../checks/verify/test-reports.js';

/**
 * Returns a message if a report skipped every test with the tag `full`: it is from `npm test`,
 * which omits them, and counts tests that did not run. Otherwise `null`.
 */
export function complainOfUnrunFull(path: string, report: TestReport): string | null {
  const full = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ tags = [] }) => tags.includes('full'));
  return full.length > 0 && full.every(({ status }) => status === 'skipped')
    ? `${path}: none of its ${full.length} tests with the tag full ran: run the suite without --tags-filter`
    : null;
}
