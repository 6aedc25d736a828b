/** Returns the results of the needed jobs from `toJSON(needs)` of GitHub: `{ unit: 'success' }`. */
export function jobResults(needs = '{}') {
  return Object.fromEntries(
    Object.entries(JSON.parse(needs)).map(([job, { result }]) => [job, result]),
  );
}

/** Returns the jobs that did not succeed; skipped and cancelled jobs are included. */
export function jobsWithoutSuccess(results) {
  return Object.entries(results)
    .filter(([, result]) => result !== 'success')
    .map(([job, result]) => `${job}: ${result}`);
}

/** Formats the results of jobs as a Markdown table. */
export function resultTable(results) {
  return [
    '| job | result |',
    '| --- | --- |',
    ...Object.entries(results).map(
      ([job, result]) => `| ${job} | ${result === 'success' ? '✔' : '✘'} ${result} |`,
    ),
  ].join('\n');
}
