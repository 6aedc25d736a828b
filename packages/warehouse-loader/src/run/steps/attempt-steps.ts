import type {
  BoundPipeline,
  Logger,
  PipelineObserver,
  PipelineStream,
  StepMetrics,
  StepSpend,
} from '@wdh/pipeline-core';
import type { StepRecord } from '@wdh/runs';
import { PipelineEnding } from './pipeline-ending.js';

interface Times {
  readonly startedAtMs: number;
  endedAtMs: number | null;
}

type Counts = Pick<
  StepRecord,
  'rowsIn' | 'rowsOut' | 'rowsRejected' | 'rowsFiltered' | 'warnings' | 'rowsFound' | 'spend'
>;

interface Check {
  readonly name: string;
  readonly times: Times;
  warnings: number;
  rowsFound: number | null;
}

/** Tracks the steps of one attempt: the source, those of the pipeline, the load and its checks. */
export class AttemptSteps {
  readonly #attempt: number;
  readonly #before: AttemptSteps | undefined;
  readonly #steps = new Map<string, Times>();
  readonly #checks: Check[] = [];
  #stream: PipelineStream<object> | null = null;
  #source: Times | null = null;
  #load: Times | null = null;
  #loaded = { rowsIn: 0, rowsOut: 0, rowsRejected: 0 };

  readonly #ending: PipelineEnding;

  /** Is notified by the pipeline. */
  readonly watcher: { readonly logger: Logger; readonly observer: PipelineObserver };

  /**
   * @param attempt - From 1.
   * @param logger - Receives the events of the pipeline.
   * @param run - Aborted when the run ends.
   * @param before - Steps of the attempt before in the same process.
   */
  constructor(
    attempt: number,
    logger: Logger,
    run: AbortSignal | undefined,
    before?: AttemptSteps,
  ) {
    this.#attempt = attempt;
    this.#before = before;
    this.#ending = new PipelineEnding(run);
    const observer: PipelineObserver = {
      onRunStart: () => this.#ending.started(),
      onStepStart: ({ stepName }) => {
        this.#steps.set(stepName, started());
      },
      onStepEnd: ({ stepName }) => {
        end(this.#steps.get(stepName));
      },
      onRunEnd: () => {
        end(this.#source);
        this.#ending.ended();
      },
    };
    this.watcher = { logger, observer };
  }

  /** Starts the run of a pipeline, which ends with this attempt, and counts its rows. */
  start(bound: BoundPipeline<object>): PipelineStream<object> {
    const stream = (this.#stream = bound.stream(this.#ending.signal, this.watcher));
    this.#source = started();
    this.#load = started();
    return stream;
  }

  /** Counts rows that the load received. */
  took(rows: number): void {
    this.#loaded.rowsIn += rows;
  }

  /** Ends the step of the load, when all of its rows are written. */
  loaded(rowsOut: number, rowsRejected: number): void {
    this.#loaded = { ...this.#loaded, rowsOut, rowsRejected };
    end(this.#load);
  }

  /** Begins a check; returns a function that ends it. */
  check(name: string): (rowsFound: number, isWarning: boolean) => void {
    const check: Check = { name, times: started(), warnings: 0, rowsFound: null };
    this.#checks.push(check);
    return (rowsFound, isWarning) => {
      check.rowsFound = rowsFound;
      check.warnings = isWarning ? 1 : 0;
      end(check.times);
    };
  }

  /** Ends the pipeline of a failed attempt, and the steps that it had begun. */
  async close(error: unknown): Promise<void> {
    await this.#ending.end(error);
    const times = [...this.#steps.values(), ...this.#checks.map((check) => check.times)];
    for (const each of [this.#source, this.#load, ...times]) end(each);
  }

  /** The steps that have begun, with their counts so far. */
  records(): readonly StepRecord[] {
    const stream = this.#stream;
    if (stream === null) return [];
    const steps = stream.metrics?.steps ?? [];
    const { rowsIn } = stream.ledger;
    const malformed = malformedOf(stream);
    const atSource = { ...none, rowsIn, rowsOut: rowsIn - malformed, rowsRejected: malformed };
    const atLoad = { ...none, ...this.#loaded };
    const all = [
      this.#record('source', 'source', this.#source, atSource),
      ...steps.map((step) =>
        this.#record(step.stepName, step.stepType, this.#steps.get(step.stepName), countsOf(step)),
      ),
      this.#record('load', 'load', this.#load, atLoad),
      ...this.#checks.map(({ name, times, warnings, rowsFound }) =>
        this.#record(name, 'check', times, { ...none, warnings, rowsFound }),
      ),
    ];
    return all.flatMap((step, index) => (step === null ? [] : [{ ...step, ordinal: index + 1 }]));
  }

  /** What the steps have spent so far, and those of the attempts before in the same process. */
  allSpends(): readonly StepSpend[] {
    return [...(this.#before?.allSpends() ?? []), ...this.#spends()];
  }

  #spends(): readonly StepSpend[] {
    const steps = this.#stream?.metrics?.steps ?? [];
    return steps.flatMap(({ spend }) => spend ?? []);
  }

  #record(
    stepName: string,
    kind: StepRecord['kind'],
    times: Times | null | undefined,
    counts: Counts,
  ): Omit<StepRecord, 'ordinal'> | null {
    if (times === null || times === undefined) return null;
    return { attempt: this.#attempt, stepName, kind, ...times, ...counts };
  }
}

const none: Counts = {
  ...{ rowsIn: 0, rowsOut: 0, rowsRejected: 0, rowsFiltered: 0, warnings: 0 },
  rowsFound: null,
  spend: null,
};

function started(): Times {
  return { startedAtMs: performance.now(), endedAtMs: null };
}

function end(times: Times | null | undefined): void {
  if (times !== null && times !== undefined) times.endedAtMs ??= performance.now();
}

function countsOf(step: StepMetrics): Counts {
  const { rowsIn, rowsOut, rowsRejected, rowsFiltered, warningsCount: warnings } = step;
  const { spend = null } = step;
  return { rowsIn, rowsOut, rowsRejected, rowsFiltered, warnings, rowsFound: null, spend };
}

/** Records that the source could not read: each is one error, and those of the steps are known. */
function malformedOf({ metrics, ledger }: PipelineStream<object>): number {
  if (metrics === undefined) return ledger.rowsRejected;
  return metrics.steps.reduce((left, step) => left - step.rowsRejected, ledger.rowsRejected);
}
