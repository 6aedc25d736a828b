import { apiPath, type Query, withQuery } from '../api/api-path.js';

/*
 * Addresses of the pages, relative to the path below which the console answers: the document has a
 * base.
 */

/** Returns the address of the overview. */
export function overviewAddress(): string {
  return './';
}

/** Returns the address of the list of runs, with filters. */
export function runsAddress(filters: Query = {}): string {
  return withQuery('runs', filters);
}

/** Returns the address of a run, with filters of its log. */
export function runAddress(executionId: string, filters: Query = {}): string {
  return withQuery(apiPath`runs/${executionId}`, filters);
}

/** Returns the address of the rejected rows of a run. */
export function runRejectsAddress(executionId: string, filters: Query = {}): string {
  return withQuery(apiPath`runs/${executionId}/rejects`, filters);
}

/** Returns the address of a job. */
export function jobAddress(job: string): string {
  return apiPath`jobs/${job}`;
}

/** Returns the address of the form that launches a job; with a run, that repeats it with changes. */
export function launchAddress(job: string, repeat?: string): string {
  return withQuery(apiPath`jobs/${job}/launch`, { repeat });
}

/** Returns the address of the rejected rows of a job. */
export function jobRejectsAddress(job: string, filters: Query = {}): string {
  return withQuery(apiPath`jobs/${job}/rejects`, filters);
}

/** Returns the address of the data quality of a job. */
export function qualityAddress(job: string, filters: Query = {}): string {
  return withQuery(apiPath`jobs/${job}/quality`, filters);
}

/** Returns the address of the budget of a tenant, with the days that are shown. */
export function budgetAddress(tenant: string, filters: Query = {}): string {
  return withQuery(apiPath`budgets/${tenant}`, filters);
}

/** Returns the address of the partitions of a job. */
export function partitionsAddress(job: string): string {
  return apiPath`jobs/${job}/partitions`;
}
