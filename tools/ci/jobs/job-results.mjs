/** How the jobs before this one ended, as GitHub says it in `toJSON(needs)`: `{ unit: 'success' }`. */
export function jobResults(needs = '{}') {
  return Object.fromEntries(
    Object.entries(JSON.parse(needs)).map(([job, { result }]) => [job, result]),
  );
}

/** Jobs that did not succeed: a job that was skipped or cancelled has shown nothing. */
export function jobsWithoutSuccess(results) {
  return Object.entries(results)
    .filter(([, result]) => result !== 'success')
    .map(([job, result]) => `${job}: ${result}`);
}

/** Formats how jobs ended as a Markdown table. */
export function resultTable(results) {
  return [
    '| job | result |',
    '| --- | --- |',
    ...Object.entries(results).map(
      ([job, result]) => `| ${job} | ${result === 'success' ? '✔' : '✘'} ${result} |`,
    ),
  ].join('\n');
}
