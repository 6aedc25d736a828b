import { useState } from 'preact/hooks';
import type { WireRun } from '../../../../src/wire/runs.js';
import { launchAddress } from '../../../address/addresses.js';
import { useRole } from '../../../api/session.js';
import { Button, ButtonLink } from '../../../parts/form/button.js';
import { ActionDialog } from './action-dialog.js';
import { type RunAction, type RunActionName, runActions } from './run-actions.js';
import './run-buttons.css';

const icons = {
  rerun: 'repeat',
  change: 'play',
  dryRun: 'rehearsed',
  replay: 'repeat',
  cancel: 'stop',
} as const;

/** What a reader can do with the run, or why not. */
export function RunButtons({
  wire,
  only,
}: {
  readonly wire: WireRun;
  /** Offers these alone. */
  readonly only?: readonly RunActionName[];
}) {
  const isOperator = useRole('operator');
  const [asked, setAsked] = useState<RunActionName | null>(null);
  const actions = runActions(wire, isOperator).filter(({ name }) => only?.includes(name) ?? true);
  const obstacles = new Set(actions.flatMap(({ obstacle }) => obstacle ?? []));
  return (
    <div class="run-buttons">
      {actions.map((action) => (
        <ActionButton
          key={action.name}
          action={action}
          run={wire.run}
          onAsk={() => {
            setAsked(action.name);
          }}
        />
      ))}
      {[...obstacles].map((obstacle) => (
        <span key={obstacle} class="muted">
          {obstacle}
        </span>
      ))}
      {asked === null ? null : (
        <ActionDialog
          name={asked}
          wire={wire}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </div>
  );
}

function ActionButton({
  action: { name, label, obstacle },
  run,
  onAsk,
}: {
  readonly action: RunAction;
  readonly run: WireRun['run'];
  readonly onAsk: () => void;
}) {
  if (name === 'change' && obstacle === null && run.jobName !== null) {
    return (
      <ButtonLink href={launchAddress(run.jobName, run.executionId)} icon={icons[name]}>
        {label}
      </ButtonLink>
    );
  }
  return (
    <Button
      icon={icons[name]}
      kind={name === 'cancel' ? 'danger' : 'plain'}
      isDisabled={obstacle !== null}
      onClick={onAsk}
    >
      {label}
    </Button>
  );
}
