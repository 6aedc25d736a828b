import type { RunProgress } from '@wdh/job';
import { showCount } from '../../table/show-values.js';
import type { ProgressReporter } from '../../terminal/progress-reporter.js';
import type { Terminal } from '../../terminal/terminal.js';

/** Displays the progress of one run. */
export type RunDisplay = Pick<ProgressReporter, 'onProgress' | 'end'>;

/** Where lines of progress are written. */
type ProgressTerminal = Pick<Terminal, 'isLive' | 'progress' | 'progressLine'>;

/** How often the line is drawn, and how often one is written where none can be replaced. */
const [drawEveryMs, lineEveryMs] = [200, 5_000];

/** Shows the progress of several runs at once in one line: `12 of 200 done, 4 running …`. */
export class ParallelProgress {
  readonly #terminal: ProgressTerminal;
  readonly #total: number;
  readonly #running = new Map<string, RunProgress | null>();
  readonly #timer: NodeJS.Timeout;
  #done = 0;
  #rows = 0;
  #rejected = 0;

  constructor(terminal: ProgressTerminal, total: number) {
    this.#terminal = terminal;
    this.#total = total;
    const show = (): void => {
      if (terminal.isLive) terminal.progress(this.line());
      else terminal.progressLine(this.line());
    };
    this.#timer = setInterval(show, terminal.isLive ? drawEveryMs : lineEveryMs).unref();
  }

  /** Begins a run; no other that runs has this label. */
  begin(label: string): RunDisplay {
    this.#running.set(label, null);
    return {
      onProgress: (progress) => {
        this.#running.set(label, progress);
      },
      end: () => {
        const last = this.#running.get(label) ?? null;
        if (!this.#running.delete(label)) return;
        this.#done += 1;
        this.#rows += last?.rows ?? 0;
        this.#rejected += last?.rejected ?? 0;
      },
    };
  }

  /** Ends the display. */
  close(): void {
    clearInterval(this.#timer);
    this.#terminal.progress(null);
  }

  /** The line as it is shown. */
  line(): string {
    const running = [...this.#running];
    const sum = (of: (progress: RunProgress) => number): number =>
      running.reduce((total, [, progress]) => total + (progress === null ? 0 : of(progress)), 0);
    const rows = showCount(this.#rows + sum((progress) => progress.rows));
    const rejected = showCount(this.#rejected + sum((progress) => progress.rejected));
    const counts = `${this.#done} of ${this.#total} done, ${running.length} running, ${rows} rows, ${rejected} rejected`;
    const each = running.map(([label, progress]) => `${label}${shareOf(progress)}`);
    return each.length === 0 ? counts : `${counts} | ${each.join(', ')}`;
  }
}

/** How much of its input a run has read, or what it does afterwards. */
function shareOf(progress: RunProgress | null): string {
  if (progress === null) return '';
  const { phase, bytesRead, totalBytes } = progress;
  if (phase !== 'identify' && phase !== 'read') return ` ${phase}`;
  if (totalBytes === null || totalBytes === 0) return '';
  return ` ${Math.floor((100 * Math.min(bytesRead, totalBytes)) / totalBytes)} %`;
}
