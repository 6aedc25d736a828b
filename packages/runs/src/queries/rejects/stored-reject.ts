import { and, eq, gte, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { rejectedRows as rejects } from '../../schema.js';

/** A rejected row. It contains cell values: show it only to persons who may see them. */
export interface StoredReject {
  readonly rejectedRowId: number;
  readonly executionId: string;
  /** Record number in the source, from 1, not counting the header. */
  readonly rowNumber: number | null;
  /** Physical line on which the record begins, from 1. */
  readonly lineNumber: number | null;
  readonly stepName: string;
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
  /** The record as it entered the step. */
  readonly input: unknown;
  /** The record as the reader delivered it: texts by column, or the text of a malformed record. */
  readonly record: unknown;
  readonly recordedAt: Date;
  /** The run that loaded the repaired record; null if there is none, or it was deleted. */
  readonly resolvedBy: string | null;
  readonly resolvedAt: Date | null;
}

/** Which rejected rows to return: those that match all filters. */
export interface RejectFilter {
  readonly code?: string | undefined;
  /** Name of a field; null for rows that were rejected as a whole. */
  readonly field?: string | null | undefined;
  /** Whether another run loaded the repaired record. Default: both. */
  readonly isResolved?: boolean | undefined;
}

/** The columns of {@link StoredReject}. */
export const rejectColumns = {
  rejectedRowId: rejects.rejectedRowId,
  executionId: rejects.executionId,
  rowNumber: rejects.rowNumber,
  lineNumber: rejects.lineNumber,
  stepName: rejects.stepName,
  field: rejects.field,
  code: rejects.code,
  message: rejects.message,
  // Unchanged: drizzle would parse a JSON text again.
  input: sql<unknown>`${rejects.input}`.as('input'),
  record: sql<unknown>`${rejects.record}`.as('record'),
  recordedAt: rejects.recordedAt,
  resolvedBy: rejects.resolvedBy,
  resolvedAt: rejects.resolvedAt,
};

/** Returns the condition for a filter. */
export function rejectCondition({ code, field, isResolved }: RejectFilter): SQL | undefined {
  const resolved = isResolved === true ? isNotNull : isNull;
  return and(
    code === undefined ? undefined : eq(rejects.code, code),
    field === undefined
      ? undefined
      : field === null
        ? isNull(rejects.field)
        : eq(rejects.field, field),
    isResolved === undefined ? undefined : resolved(rejects.resolvedAt),
  );
}

/**
 * Returns the condition that a row belongs to a run. A range, because with an equality the server
 * may choose the index of the ids, and read the rows of all other runs.
 */
export function isOfRun(executionId: string): SQL | undefined {
  return and(gte(rejects.executionId, executionId), lte(rejects.executionId, executionId));
}
