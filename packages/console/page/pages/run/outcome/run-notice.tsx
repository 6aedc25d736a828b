import type { ComponentChildren } from 'preact';
import type { WireRun } from '../../../../src/wire/runs.js';
import { runAddress } from '../../../frame/address/addresses.js';
import { Notice, type NoticeKind } from '../../../parts/notice/notice.js';
import { useErrorAdvice } from '../../errors/use-error-codes.js';
import { outcomeOf, type RunOutcome } from './run-outcome.js';
import './run-notice.css';

const kinds: Readonly<Record<RunOutcome['tone'], NoticeKind>> = {
  bad: 'danger',
  warning: 'warning',
  plain: 'info',
};

/** What a reader must know first: what failed and why, and what to do. */
export function RunNotice({ wire }: { readonly wire: WireRun }) {
  const outcome = outcomeOf(wire);
  if (outcome === null) return null;
  const { run } = wire;
  const links = <Links run={run} />;
  return (
    <Notice kind={kinds[outcome.tone]} title={outcome.title} actions={links}>
      <p class="run-notice__text">{outcome.text}</p>
      {run.errorCode === null ? null : <Advice code={run.errorCode} />}
    </Notice>
  );
}

/** The code of an error, and what its page says to do. */
function Advice({ code }: { readonly code: string }) {
  const advice = useErrorAdvice(code);
  return (
    <p>
      <a class="code" href={`errors/${encodeURIComponent(code)}`}>
        {code}
      </a>
      {advice === null ? null : <span class="muted"> What to do: {advice.whatToDo}.</span>}
    </p>
  );
}

function Links({ run }: { readonly run: WireRun['run'] }): ComponentChildren {
  if (run.status !== 'failed') return null;
  return (
    <a href={runAddress(run.executionId, { level: 'warn' })}>Warnings and errors of the log</a>
  );
}
