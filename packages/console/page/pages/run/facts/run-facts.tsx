import type { ComponentChildren } from 'preact';
import type { WireRun } from '../../../../src/wire/runs.js';
import { runAddress } from '../../../address/addresses.js';
import { formatMoney } from '../../../formats/format-money.js';
import { formatQuantity, formatSize } from '../../../formats/format-quantity.js';
import { Lasting } from '../../../parts/text/lasting.js';
import { Moment } from '../../../parts/text/moment.js';
import './run-facts.css';
import { triggerWords } from '../../../parts/text/trigger-words.js';

/** When, why and by whom a run was started, what it reads and where it loads. */
export function RunFacts({ run }: { readonly run: WireRun['run'] }) {
  const isQueued = run.status === 'queued';
  const isRunning = run.status === 'running';
  return (
    <dl class="run-facts">
      <Fact name={isQueued ? 'Requested' : 'Started'}>
        <Moment at={run.startedAt} />
      </Fact>
      <Fact name="Ended">
        <Moment at={run.completedAt} />
      </Fact>
      <Fact name={isQueued ? 'Waits for' : 'Took'}>
        <Lasting ms={run.durationMs} since={isQueued || isRunning ? run.startedAt : null} />
      </Fact>
      <Fact name="Requested by">
        {[
          run.trigger === null ? 'unknown' : triggerWords[run.trigger],
          run.schedule,
          run.requestedBy,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </Fact>
      {run.scheduledAt === null ? null : (
        <Fact name="Scheduled for">
          <Moment at={run.scheduledAt} />
        </Fact>
      )}
      <Fact name="Target">
        <span class="code">{run.target}</span> ({run.loadMode}
        {run.isForced ? ', forced' : ''})
      </Fact>
      {run.partition === null ? null : <Fact name="Partition">{run.partition}</Fact>}
      <Fact name="Input">
        <Input run={run} />
      </Fact>
      {run.spend === null ? null : (
        <Fact name="Paid">
          {formatMoney(run.spend.costUsd)} for {formatQuantity(run.spend.calls)} calls,{' '}
          {formatQuantity(run.spend.cached)} cached
        </Fact>
      )}
      <Fact name="Version of the job">{run.pipelineVersion}</Fact>
      {run.deliveries > 1 ? (
        <Fact name="Deliveries">{run.deliveries}, after a worker was lost</Fact>
      ) : null}
      {run.host === null ? null : (
        <Fact name="Process">
          {run.host}
          {run.processId === null ? '' : `, ${run.processId}`}
        </Fact>
      )}
      {run.parentExecutionId === null ? null : (
        <Fact name="Repeats">
          <a class="code" href={runAddress(run.parentExecutionId)}>
            {run.parentExecutionId}
          </a>
        </Fact>
      )}
      <Fact name="Run">
        <span class="code">{run.executionId}</span>
      </Fact>
    </dl>
  );
}

function Input({ run }: { readonly run: WireRun['run'] }) {
  const { inputFilePath, inputSizeBytes, inputSha256, inputVersion } = run;
  const facts = [
    ...(inputSizeBytes === null ? [] : [formatSize(inputSizeBytes)]),
    ...(inputVersion === null ? [] : [`version ${inputVersion}`]),
  ];
  return (
    <>
      {inputFilePath ?? requestedInput(run.request) ?? 'the default of the job'}
      {facts.length === 0 ? '' : ` (${facts.join(', ')})`}
      {inputSha256 === null ? null : (
        <span class="run-facts__hash code muted" data-hint={`SHA-256 ${inputSha256}`}>
          {' '}
          {inputSha256.slice(0, 12)}…
        </span>
      )}
    </>
  );
}

/** Returns the input that was asked for; null for that of the job. */
function requestedInput(request: unknown): string | null {
  if (typeof request !== 'object' || request === null || !('input' in request)) return null;
  return typeof request.input === 'string' ? request.input : null;
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="run-facts__fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
