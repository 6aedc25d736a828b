import type { WireJob } from '../../../src/wire/jobs.js';

/** A figure of data quality: of a column, or of the run. */
export type Figure = WireJob['metrics'][number];

/** What a column of the choice is called that stands for the run as a whole. */
export const ofTheRun = '';

/** Returns the name of a metric for people, such as `Rejected share`. */
export function metricLabel(metric: string): string {
  const words = metric.replaceAll('_', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Returns the columns of figures that have every word of a search; the run itself is the first one. */
export function columnsOf(figures: readonly Figure[], search: string): readonly string[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  const found = figures.filter(({ column, metric }) => {
    const text = `${column ?? 'the run'} ${metricLabel(metric).toLowerCase()}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return [...new Set(found.map(({ column }) => column ?? ofTheRun))].sort();
}

/** Returns the metrics of a column. */
export function metricsOf(figures: readonly Figure[], column: string): readonly string[] {
  return figures
    .filter((figure) => (figure.column ?? ofTheRun) === column)
    .map(({ metric }) => metric);
}

/** Returns the figure that an address names, or the first that there is. */
export function chosenFigure(
  figures: readonly Figure[],
  wanted: { readonly column: string | null; readonly metric: string | null },
): Figure | null {
  const ofColumn = figures.filter(({ column }) => (column ?? null) === wanted.column);
  const named = ofColumn.find(({ metric }) => metric === wanted.metric);
  const share = ofColumn.find(({ metric }) => metric === 'rejected_share');
  return named ?? share ?? ofColumn[0] ?? figures[0] ?? null;
}
