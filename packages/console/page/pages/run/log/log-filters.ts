import { apiPath, withQuery } from '../../../api/api-path.js';

/** Which lines of a log are shown: those that match all of these. */
export interface LogFilters {
  /** `warn`: warnings and errors; `error`: errors alone; null: all lines. */
  readonly level: LogLevel | null;
  readonly step: string | null;
  /** A part of the name of the event or of its payload. */
  readonly text: string | null;
}

/** The least level that is shown. */
export type LogLevel = 'warn' | 'error';

const levels: Readonly<Record<LogLevel, string>> = { warn: 'warn,error', error: 'error' };

/** Reads the filters of the log from the query of an address. */
export function logFiltersOf(query: URLSearchParams): LogFilters {
  const level = query.get('level');
  return {
    level: level === 'warn' || level === 'error' ? level : null,
    step: query.get('step'),
    text: query.get('text'),
  };
}

/** Returns the path of the stream of a run with the lines that match. */
export function runStreamPath(executionId: string, { level, step, text }: LogFilters): string {
  return withQuery(apiPath`/runs/${executionId}/stream`, {
    levels: level === null ? null : levels[level],
    step,
    text,
  });
}

/** Whether any line may be left out. */
export function isFiltered({ level, step, text }: LogFilters): boolean {
  return level !== null || step !== null || text !== null;
}
