import { useLocation } from 'preact-iso/router';
import { useMemo, useState } from 'preact/hooks';
import type { WireRun } from '../../../../src/wire/runs.js';
import { runAddress } from '../../../address/addresses.js';
import { basePath } from '../../../address/base-path.js';
import type { ApiProblem } from '../../../api/api-problem.js';
import { newId } from '../../../api/new-id.js';
import { asProblem } from '../../../api/send.js';
import { formatQuantity } from '../../../formats/format-quantity.js';
import { Dialog } from '../../../parts/dialog/dialog.js';
import { Button } from '../../../parts/form/button.js';
import { Notice } from '../../../parts/notice/notice.js';
import { Problem } from '../../../parts/notice/problem.js';
import { type RunActionName, questionOf } from './run-actions.js';
import { sendAction } from './send-action.js';

/** Asks before an action, sends it, and leads to the run that it has started. */
export function ActionDialog({
  name,
  wire,
  onClose,
}: {
  readonly name: RunActionName;
  readonly wire: WireRun;
  readonly onClose: () => void;
}) {
  const { route } = useLocation();
  // One for each dialog: sent twice, it starts one run.
  const key = useMemo(newId, []);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const question = useMemo(() => questionOf(name, wire, formatQuantity), []);
  if (question === null) return null;

  const act = async (): Promise<void> => {
    setIsBusy(true);
    setProblem(null);
    setRefusal(null);
    try {
      const outcome = await sendAction(name, wire.run.executionId, key);
      if (outcome.refusal !== null) setRefusal(outcome.refusal);
      else {
        onClose();
        if (outcome.run !== null) route(`${basePath()}/${runAddress(outcome.run)}`);
      }
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      title={question.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            kind={name === 'cancel' ? 'danger' : 'main'}
            isBusy={isBusy}
            onClick={() => {
              void act();
            }}
          >
            {question.confirm}
          </Button>
        </>
      }
    >
      <p>{question.text}</p>
      {refusal === null ? null : (
        <Notice kind="warning" title="This was not done" isUrgent>
          {refusal}
        </Notice>
      )}
      {problem === null ? null : <Problem problem={problem} />}
    </Dialog>
  );
}
