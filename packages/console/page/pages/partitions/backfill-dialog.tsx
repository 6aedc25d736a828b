import { useState } from 'preact/hooks';
import type { WireBackfill, WireBackfilled, WirePartitions } from '../../../src/wire/queue.js';
import { apiPath, withQuery } from '../../api/api-path.js';
import type { ApiProblem } from '../../api/api-problem.js';
import { newId } from '../../api/new-id.js';
import { asProblem, send } from '../../api/send.js';
import { useAnswer } from '../../api/use-answer.js';
import { formatQuantity } from '../../formats/format-quantity.js';
import { Dialog } from '../../parts/dialog/dialog.js';
import { Button } from '../../parts/form/button.js';
import { CheckField, TextField } from '../../parts/form/fields.js';
import { Notice } from '../../parts/notice/notice.js';
import { Problem } from '../../parts/notice/problem.js';
import { BackfillResult } from './backfill-result.js';
import { countWanted } from './partition-look.js';
import type { Partition } from './partition-rows.js';

/** Loads a range of partitions: says how many before, and what was queued after. */
export function BackfillDialog({
  job,
  items,
  onClose,
  onLoaded,
}: {
  readonly job: string;
  readonly items: readonly Partition[];
  readonly onClose: () => void;
  readonly onLoaded: () => void;
}) {
  const firstMissing = items.find(({ status }) => status === 'missing' || status === 'failed');
  const [from, setFrom] = useState(firstMissing?.key ?? items[0]?.key ?? '');
  const [to, setTo] = useState(items.at(-1)?.key ?? '');
  const [onlyMissing, setOnlyMissing] = useState(true);
  const [force, setForce] = useState(false);
  // The same key loads a partition once: it is kept until the server has answered.
  const [key, setKey] = useState(newId);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [result, setResult] = useState<WireBackfilled | null>(null);
  const isWritten = from !== '' && to !== '';
  const path = withQuery(apiPath`/jobs/${job}/partitions`, { from, to });
  const range = useAnswer<WirePartitions>(isWritten ? path : null);
  // The server names the latest part of a range that is too long to be loaded at once.
  const isWhole = range.data?.hasEarlier === false;
  const wanted = isWhole ? countWanted(range.data.items, onlyMissing) : null;

  const load = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const body: WireBackfill = { key, from, to, onlyMissing, force };
    try {
      setResult(await send<WireBackfilled>('POST', apiPath`/jobs/${job}/backfill`, body));
      setKey(newId());
      range.reload();
      onLoaded();
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return (
    <Dialog
      title="Load a range of partitions"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{result === null ? 'Back' : 'Done'}</Button>
          <Button
            kind="main"
            icon="play"
            isBusy={isBusy}
            isDisabled={wanted === null || wanted === 0}
            onClick={() => void load()}
          >
            {wanted === null ? 'Load' : `Load ${formatQuantity(wanted)}`}
          </Button>
        </>
      }
    >
      <TextField label="First" name="from" value={from} onChange={setFrom} />
      <TextField label="Last" name="to" value={to} onChange={setTo} />
      <CheckField
        label="Only those that are missing"
        name="onlyMissing"
        hint="Leaves partitions that are loaded, queued or running."
        isChecked={onlyMissing}
        onChange={setOnlyMissing}
      />
      <CheckField
        label="Load again"
        name="force"
        hint="Loads content that was loaded before; otherwise such a run is skipped."
        isChecked={force}
        onChange={setForce}
      />
      <p role="status">{previewOf({ isWritten, range: range.data, wanted })}</p>
      {isWritten && range.problem !== undefined ? (
        <Notice kind="warning" title="There is no such range">
          <p>{range.problem.message}</p>
        </Notice>
      ) : null}
      {result === null ? null : <BackfillResult result={result} />}
      {problem === null ? null : <Problem problem={problem} />}
    </Dialog>
  );
}

function previewOf({
  isWritten,
  range,
  wanted,
}: {
  readonly isWritten: boolean;
  readonly range: WirePartitions | undefined;
  readonly wanted: number | null;
}): string {
  if (!isWritten) return 'Write the first and the last partition.';
  if (range === undefined) return '';
  const all = formatQuantity(range.items.length);
  if (wanted === null)
    return `More than ${all} partitions are not loaded at once: shorten the range.`;
  return `The range has ${all} partitions: ${formatQuantity(wanted)} to load.`;
}
