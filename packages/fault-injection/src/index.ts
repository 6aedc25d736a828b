export { FaultNotInjectedError } from './injection/fault-not-injected-error.js';
export { type Firing, FiringRecord } from './injection/firing-record.js';
export { createRandom, type SeededRandom } from './injection/seeded-random.js';
export { untilTrue } from './injection/until-true.js';
export { DeadlineExceededError, withinDeadline } from './injection/within-deadline.js';
export type { Passage, ProtocolMessage } from './network/message-reader.js';
export {
  bandwidth,
  blackHole,
  call,
  cut,
  latency,
  lostReply,
  type NetworkFault,
  refusal,
  type Shape,
  slices,
} from './network/network-fault.js';
export { type InjectedFault, NetworkProxy } from './network/network-proxy.js';
export {
  afterBytes,
  fromTime,
  onClientMessage,
  onConnectionOf,
  onReply,
  onStatement,
  oncePassed,
  type Passing,
  type Trigger,
} from './network/trigger.js';
export { encodings, type Encoding } from './canaries/encodings.js';
export {
  CanaryEscapedError,
  type Escape,
  expectNoCanary,
  findCanaries,
  type Outputs,
} from './canaries/find-canaries.js';
export { fullDevice, growFile, replaceFile, truncateFile } from './files/file-changes.js';
export type { HeldLock } from './locks/held-lock.js';
export { lockAdvisory, lockRows, lockTable, type TableLockMode } from './locks/lock-holders.js';
export { type OpenTransaction, openTransaction } from './locks/open-transaction.js';
export { inSecondSession, type SecondSession } from './locks/second-session.js';
export type { ProcessLimits } from './process/process-limits.js';
export { type ProcessEnd, type ProcessOptions, RunningProcess } from './process/running-process.js';
export { type DatabaseSetting, setForDatabase } from './server/database-setting.js';
export { OwnServer, type StopMode } from './server/own-server.js';
export {
  createSmallTablespace,
  type SmallTablespace,
  whyNoSmallTablespace,
} from './server/small-tablespace.js';
export { BackendControl } from './sessions/backend-control.js';
export { exhaustConnections, type TakenConnections } from './sessions/exhaust-connections.js';
export { isBlocked, isCopying, type Session, type SessionFilter } from './sessions/session.js';
export { type PgBouncer, pgbouncerProgram, startPgBouncer } from './pooler/start-pgbouncer.js';
