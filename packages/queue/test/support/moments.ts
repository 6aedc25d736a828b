import { onConnectionOf, onReply, onStatement, type Trigger } from '@wdh/fault-injection';

/** A moment of a delivery, by what passes between worker and server. */
export type Moment = readonly [name: string, when: () => Trigger];

const completion = onStatement('completed_on =');

/** Moments in which neither rows nor completion are sent to be committed. */
export const momentsBeforeCommit: readonly Moment[] = [
  [
    'once its job is fetched',
    () => onConnectionOf(onStatement("state = 'active'"), onReply('UPDATE')),
  ],
  ['before COPY', () => onStatement(/copy .* from stdin/i)],
  ['after COPY', () => onReply('COPY')],
  ['before the completion of its job', () => completion],
];

/** The transaction is idle, and holds the lock of the job. */
export const momentBetween: Moment = [
  'between the completion of its job and COMMIT',
  () => onConnectionOf(completion, onReply('SELECT')),
];

/** Moments in which the server commits, and the worker does not know it yet. */
export const momentsOfCommit: readonly Moment[] = [
  ['at COMMIT', () => onConnectionOf(completion, onStatement(/^commit/i))],
  ['before the reply to COMMIT', () => onConnectionOf(completion, onReply('COMMIT'))],
];
