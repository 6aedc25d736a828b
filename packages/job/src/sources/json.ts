import { jsonSource, type JsonSourceOptions } from '@wdh/file-connector';
import { fileSource, type OptionsOfRun } from './file-source.js';
import type { JobSource } from './job-source.js';

/** The options of {@link json}: those of `jsonSource`, and the file read by default. */
export interface JsonJobOptions extends Omit<JsonSourceOptions, OptionsOfRun> {
  /** The file that a run reads whose request names no input. Default: none. */
  readonly example?: string | URL | undefined;
}

/**
 * Declares that a job reads a JSON document: an array of objects, also within the document, or one
 * object.
 *
 * @example source: json({ at: 'data.items', renameColumns: { 'address.city': 'city' } })
 */
export function json(options: JsonJobOptions = {}): JobSource<Record<string, unknown>> {
  const { example, ...reading } = options;
  return fileSource(jsonSource, reading, example);
}
