import type { WireRun } from '../../../../src/wire/runs.js';
import { formatDuration } from '../../../formats/format-duration.js';
import { Lasting } from '../../../parts/text/lasting.js';
import { Moment } from '../../../parts/text/moment.js';
import { Quantity } from '../../../parts/text/quantity.js';
import { type TimelineAttempt, type TimelineBar, timelineOf } from './timeline.js';
import './step-timeline.css';

type Step = WireRun['steps'][number];

/** The steps of a run by attempt: when each ran, and the rows that passed it. */
export function StepTimeline({
  steps,
  endMs,
  isRunning,
  selected,
  onStep,
  attempt: shown,
  onAttempt,
}: {
  readonly steps: readonly Step[];
  /** Until when steps without an end are drawn. */
  readonly endMs: number;
  readonly isRunning: boolean;
  /** Name of the step whose lines the log shows. */
  readonly selected: string | null;
  readonly onStep: (name: string) => void;
  /** Number of the attempt that the graph shows. */
  readonly attempt: number;
  readonly onAttempt: (attempt: number) => void;
}) {
  const attempts = timelineOf(steps, endMs);
  return (
    <div class="timeline" tabIndex={0} role="region" aria-label="Steps by attempt">
      <table>
        <caption class="unseen">Steps by attempt, with their times and rows</caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col" class="timeline__time">
              Time
            </th>
            {['Took', 'In', 'Out', 'Rejected', 'Filtered', 'Warnings'].map((head) => (
              <th key={head} scope="col" class="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {attempts.map((attempt) => (
          <tbody key={attempt.attempt}>
            {attempts.length === 1 ? null : (
              <AttemptHead
                attempt={attempt}
                isShown={attempt.attempt === shown}
                onShow={onAttempt}
              />
            )}
            {attempt.bars.map((bar) => (
              <StepRow
                key={bar.ordinal}
                bar={bar}
                gaps={attempt.gaps}
                step={steps.find(
                  (step) => step.attempt === attempt.attempt && step.ordinal === bar.ordinal,
                )}
                isRunning={isRunning}
                isSelected={bar.name === selected}
                onStep={onStep}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function AttemptHead({
  attempt: { attempt, startedAt, durationMs, waitedMs },
  isShown,
  onShow,
}: {
  readonly attempt: TimelineAttempt;
  readonly isShown: boolean;
  readonly onShow: (attempt: number) => void;
}) {
  return (
    <tr class="timeline__attempt">
      <th scope="rowgroup" colSpan={8}>
        <button
          type="button"
          class="timeline__step"
          aria-pressed={isShown}
          data-hint="Show this attempt in the graph"
          onClick={() => {
            onShow(attempt);
          }}
        >
          Attempt {attempt}
        </button>
        {isShown ? ', shown in the graph' : null}
        <span class="muted">
          {waitedMs === null ? ' · ' : ` · ${formatDuration(waitedMs)} after the one before · `}
          <Moment at={startedAt} isQuiet /> · took <Lasting ms={durationMs} />
        </span>
      </th>
    </tr>
  );
}

function StepRow({
  bar,
  gaps,
  step,
  isRunning,
  isSelected,
  onStep,
}: {
  readonly bar: TimelineBar;
  readonly gaps: TimelineAttempt['gaps'];
  readonly step: Step | undefined;
  readonly isRunning: boolean;
  readonly isSelected: boolean;
  readonly onStep: (name: string) => void;
}) {
  const { name, durationMs, isOpen } = bar;
  const isCheck = bar.kind === 'check';
  return (
    <tr class={isSelected ? 'timeline__selected' : ''}>
      <th scope="row">
        <button
          type="button"
          class="timeline__step"
          aria-pressed={isSelected}
          onClick={() => {
            onStep(name);
          }}
        >
          {name}
        </button>
      </th>
      <td class="timeline__time">
        <Bar bar={bar} gaps={gaps} />
      </td>
      <td class="number">
        <Lasting ms={durationMs} />
        {isOpen ? <span class="muted"> {isRunning ? 'so far' : 'not ended'}</span> : null}
      </td>
      <td class="number">{isCheck ? null : <Quantity of={step?.rowsIn ?? null} />}</td>
      <td class="number">{isCheck ? null : <Quantity of={step?.rowsOut ?? null} />}</td>
      <td class="number">
        {isCheck ? null : <Quantity of={step?.rowsRejected ?? null} tone="danger" />}
      </td>
      <td class="number">{isCheck ? null : <Quantity of={step?.rowsFiltered ?? null} />}</td>
      <td class="number">
        <Quantity of={step?.warnings ?? null} tone="warning" />
      </td>
    </tr>
  );
}

/** One step on the scale of its attempt. Its numbers are in the cells beside it. */
function Bar({ bar, gaps }: { readonly bar: TimelineBar; readonly gaps: TimelineAttempt['gaps'] }) {
  const kind = bar.isOpen ? 'open' : bar.kind;
  return (
    <svg class="timeline__bar" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
      {gaps.map(({ at, width }) => (
        <rect key={at} class="timeline__gap" x={at * 1000} y="0" width={width * 1000} height="16" />
      ))}
      <rect
        class={`timeline__run timeline__run--${kind}`}
        x={Math.min(996, bar.from * 1000)}
        y="3"
        width={Math.max(4, (bar.to - bar.from) * 1000)}
        height="10"
      />
    </svg>
  );
}
