import { useState } from 'preact/hooks';
import type { WireSchedule } from '../../../src/wire/queue.js';
import { apiPath } from '../../api/api-path.js';
import { asProblem, send } from '../../api/send.js';
import { Button } from '../../parts/form/button.js';

/** Pauses a schedule, or resumes it. */
export function PauseButton({
  schedule: { name, pausedAt },
  onChange,
}: {
  readonly schedule: WireSchedule;
  readonly onChange: (schedule: WireSchedule) => void;
}) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isPaused = pausedAt !== null;
  const act = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const path = isPaused ? apiPath`/schedules/${name}/resume` : apiPath`/schedules/${name}/pause`;
    try {
      onChange(await send<WireSchedule>('POST', path));
    } catch (error) {
      setProblem(asProblem(error).message);
    }
    setBusy(false);
  };
  return (
    <div class="schedules-page__name">
      <Button icon={isPaused ? 'play' : 'stop'} isBusy={isBusy} onClick={() => void act()}>
        {isPaused ? 'Resume' : 'Pause'}
        <span class="unseen"> {name}</span>
      </Button>
      {problem === null ? null : (
        <span class="field__problem" role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
