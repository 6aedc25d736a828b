/** More than the malformed records in a row of any valid file; reached quickly by an invalid one. */
const defaultMaxConsecutiveMalformed = 10_000;

/** The limits of the batches and records of a reader. */
export interface BatchLimits {
  /** Approximate number of rows and malformed records in a batch. */
  readonly batchSize: number;
  /** Maximum size of a record in bytes of UTF-8. */
  readonly maxRecordBytes: number;
  readonly maxConsecutiveMalformed: number;
}

/** Completes the limits that a caller gives. */
export function completeLimits(given: {
  readonly [Name in keyof BatchLimits]?: BatchLimits[Name] | undefined;
}): BatchLimits {
  return {
    batchSize: given.batchSize ?? 1000,
    maxRecordBytes: given.maxRecordBytes ?? 1024 * 1024,
    maxConsecutiveMalformed: given.maxConsecutiveMalformed ?? defaultMaxConsecutiveMalformed,
  };
}

/** Returns what is wrong with the limits, and what is allowed; null where nothing is. */
export function limitsProblem({
  batchSize,
  maxRecordBytes,
  maxConsecutiveMalformed,
}: BatchLimits): string | null {
  const bounds = { batchSize, maxRecordBytes, maxConsecutiveMalformed };
  const wrong = Object.entries(bounds).find(
    ([name, value]) =>
      !(Number.isSafeInteger(value) && value > 0) &&
      !(name === 'maxConsecutiveMalformed' && value === Infinity),
  );
  return wrong === undefined ? null : `${wrong[0]} must be a whole number from 1`;
}
