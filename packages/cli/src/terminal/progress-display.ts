import { inWords, phaseOf, shareOf, type ProgressState } from './progress-state.js';
import type { Terminal } from './terminal.js';

/** Displays the progress of runs. */
export interface ProgressDisplay {
  /** Is called often; decides itself how often it writes. */
  show(state: ProgressState): void;
  /** Removes what it shows; another run may follow. */
  end(): void;
}

/** How often a line is written where none can be replaced. */
const lineEveryMs = 5_000;
/** How often the bar is drawn, unless the phase changes. */
const drawEveryMs = 100;

/** Shows nothing, for `--quiet`. */
export const noProgress: ProgressDisplay = Object.freeze({
  show: () => undefined,
  end: () => undefined,
});

/** Shows progress on stderr: a bar on a terminal, otherwise a line every five seconds. */
export function createProgressDisplay(terminal: Terminal): ProgressDisplay {
  return terminal.isLive
    ? progressBar(terminal)
    : progressLines((line) => {
        terminal.progressLine(line);
      });
}

function progressBar(terminal: Terminal): ProgressDisplay {
  let drawnAtMs = -Infinity;
  let drawnPhase = '';
  return {
    show: (state) => {
      const phase = phaseOf(state);
      const now = performance.now();
      if (phase === drawnPhase && now - drawnAtMs < drawEveryMs) return;
      drawnAtMs = now;
      drawnPhase = phase;
      terminal.progress(barOf(state, terminal.columns));
    },
    end: () => {
      terminal.progress(null);
    },
  };
}

/** The line of a bar: `reading ████████░░░░ 66 % | 12,000 rows, …`, without the bar if it is narrow. */
export function barOf(state: ProgressState, columns: number): string {
  const share = shareOf(state);
  const words = inWords(state);
  if (share === null) return `${phaseOf(state)} | ${words}`;
  const percentage = `${Math.floor(100 * share)} %`;
  const room = columns - phaseOf(state).length - percentage.length - words.length - 6;
  const width = Math.min(room, 40);
  if (width < 4) return `${phaseOf(state)} ${percentage} | ${words}`;
  const done = Math.round(width * share);
  const bar = '█'.repeat(done) + '░'.repeat(width - done);
  return `${phaseOf(state)} ${bar} ${percentage} | ${words}`;
}

/** Writes a line at most every five seconds of a phase; a shorter one writes none. */
export function progressLines(write: (line: string) => void): ProgressDisplay {
  let shownAtMs = 0;
  let shownPhase = '';
  return {
    show: (state) => {
      const phase = phaseOf(state);
      if (phase !== shownPhase) shownAtMs = 0;
      shownPhase = phase;
      if (state.elapsedMs - shownAtMs < lineEveryMs) return;
      shownAtMs = state.elapsedMs;
      const share = shareOf(state);
      const isRead = state.phase === 'read' && share !== null;
      const prefix = state.label === null ? '' : `${state.label}: `;
      const name = isRead ? `${prefix}${Math.floor(100 * share)} % read` : phase;
      write(`${name}: ${inWords(state)}`);
    },
    end: () => undefined,
  };
}
