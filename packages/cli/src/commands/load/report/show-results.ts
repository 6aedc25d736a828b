import { relative } from 'node:path';
import { escapeControls } from '@wdh/logging';
import { loadTable } from '../../../load-table.js';
import { describeError } from '../../../outcome/describe-error.js';
import { type FileResult, statusOf } from './file-result.js';

/** Formats the outcomes of several files as a table, with their errors below it. */
export function showResults(results: readonly FileResult[]): string {
  const Table = loadTable();
  const table = new Table({
    head: ['file', 'status', 'read', 'loaded', 'rejected', 'run'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'right', 'right', 'right', 'left'],
  });
  for (const result of results) {
    const rows = result.loaded?.outcome?.rows;
    const loaded = rows === undefined ? null : rows.inserted + rows.updated;
    table.push([
      escapeControls(shown(result.input)),
      statusOf(result),
      ...[rows?.read, loaded, rows?.rejected].map((count) => count?.toLocaleString('en-US') ?? ''),
      result.loaded?.outcome?.executionId ?? '',
    ]);
  }
  const errors = results.flatMap(({ input, error }) =>
    error === null
      ? []
      : [`${escapeControls(shown(input))}: ${escapeControls(describeError(error).message)}`],
  );
  return [table.toString(), ...errors].join('\n');
}

/** A path below the current folder is shown without it. */
function shown(input: string): string {
  const path = relative('', input);
  return input.startsWith('/') && !path.startsWith('..') ? path : input;
}
