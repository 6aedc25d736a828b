import { useMemo, useState } from 'preact/hooks';
import type { WireRun } from '../../../../src/wire/runs.js';
import type { WireNotice, WireRunStream } from '../../../../src/wire/stream.js';
import { apiPath } from '../../../api/api-path.js';
import type { ApiProblem } from '../../../api/api-problem.js';
import type { StreamState } from '../../../api/stream/open-stream.js';
import { useStream } from '../../../api/stream/use-stream.js';
import { useAnswer } from '../../../api/use-answer.js';
import { type LogFilters, runStreamPath } from '../log/log-filters.js';
import { LogLines } from '../log/log-lines.js';

/** The state of a run now, and the lines of its log that have arrived. */
export interface RunLive {
  /** Undefined until it is loaded. */
  readonly wire: WireRun | undefined;
  readonly problem: ApiProblem | undefined;
  readonly reload: () => void;
  readonly lines: LogLines;
  readonly stream: StreamState;
  /** Why nothing new comes at this moment; null: it does. */
  readonly notice: WireNotice;
}

/** Follows a run: its state at once, then each change, and its log without waiting for the state. */
export function useRunLive(executionId: string, filters: LogFilters): RunLive {
  const answer = useAnswer<WireRun>(apiPath`/runs/${executionId}`);
  const path = runStreamPath(executionId, filters);
  const lines = useMemo(() => new LogLines(), [path]);
  const [streamed, setStreamed] = useState<WireRun | null>(null);
  const [, setCount] = useState(0);
  const [notice, setNotice] = useState<WireNotice>(null);
  const stream = useStream<WireRunStream>(path, {
    run: setStreamed,
    notice: setNotice,
    events: (events) => {
      lines.add(events);
      setCount(lines.count + lines.leftOut);
    },
  });
  // That of the run before stays until the first event of this one.
  const isOfThis = streamed?.run.executionId === executionId;
  return {
    wire: isOfThis ? streamed : answer.data,
    problem: answer.problem,
    reload: answer.reload,
    lines,
    stream,
    notice,
  };
}
