import type { Queue } from '../open-queue.js';

/** What a worker uses of an open queue. */
export type WorkerQueue = Pick<
  Queue,
  'connectionUrl' | 'address' | 'boss' | 'pool' | 'prepare' | 'transact'
>;
