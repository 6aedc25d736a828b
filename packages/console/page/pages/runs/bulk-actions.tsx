import { useState } from 'preact/hooks';
import type { WireRunSummary } from '../../../src/wire/runs.js';
import { Button } from '../../parts/form/button.js';
import { BulkDialog, type BulkAction } from './bulk-dialog.js';

/** What can be done with the selected runs. */
export function BulkActions({
  chosen,
  onClear,
}: {
  readonly chosen: readonly WireRunSummary[];
  readonly onClear: () => void;
}) {
  const [action, setAction] = useState<BulkAction | null>(null);
  const open = chosen.filter(({ status }) => status === 'running' || status === 'queued');
  return (
    <>
      <span class="runs__count">{chosen.length} selected</span>
      <Button
        icon="repeat"
        onClick={() => {
          setAction('rerun');
        }}
      >
        Run again
      </Button>
      <Button
        icon="stop"
        kind="danger"
        isDisabled={open.length === 0}
        onClick={() => {
          setAction('cancel');
        }}
      >
        Cancel
      </Button>
      <Button kind="quiet" onClick={onClear}>
        Clear selection
      </Button>
      {action === null ? null : (
        <BulkDialog
          action={action}
          runs={action === 'cancel' ? open : chosen}
          onClose={(isDone) => {
            setAction(null);
            if (isDone) onClear();
          }}
        />
      )}
    </>
  );
}
