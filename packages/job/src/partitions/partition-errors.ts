import { WdhError } from '@wdh/pipeline-core';

/** Creates the error for a declaration of partitions. */
export function invalidDeclaration(kind: string, problems: readonly string[]): WdhError {
  return new WdhError(`The partitions ${kind}() of a job are invalid: ${problems.join('; ')}.`, {
    code: 'JOB_INVALID',
    category: 'usage',
  });
}

/** Creates the error for a key that names no partition. */
export function invalidKey(key: string, problem: string): WdhError {
  return invalidPartition(`There is no partition "${key}": ${problem}.`);
}

/** Creates the error for a range whose end comes before its beginning. */
export function reversedRange(from: string, to: string): WdhError {
  return invalidPartition(`Partition ${from} comes after ${to}: exchange from and to.`);
}

/** Creates an error about the partition of a request. */
export function invalidPartition(summary: string): WdhError {
  return new WdhError(summary, { code: 'PARTITION_INVALID', category: 'usage' });
}
