import { jsonLinesSource, type JsonLinesOptions } from '@wdh/file-connector';
import { fileSource, type OptionsOfRun } from './file-source.js';
import type { JobSource } from './job-source.js';

/** The options of {@link jsonLines}: those of `jsonLinesSource`, and the file read by default. */
export interface JsonLinesJobOptions extends Omit<JsonLinesOptions, OptionsOfRun> {
  /** The file that a run reads whose request names no input. Default: none. */
  readonly example?: string | URL | undefined;
}

/** Declares that a job reads a file with one JSON object in each line. */
export function jsonLines(options: JsonLinesJobOptions = {}): JobSource<Record<string, unknown>> {
  const { example, ...reading } = options;
  return fileSource(jsonLinesSource, reading, example);
}
