import { SingleBar } from 'cli-progress';
import { inWords, type ProgressDisplay, type ProgressState } from './progress-state.js';

/** How often a line is written without a terminal. */
const lineEveryMs = 5_000;

/** Shows nothing, for `--quiet`. */
export const noProgress: ProgressDisplay = Object.freeze({
  show: () => undefined,
  end: () => undefined,
});

/** Shows progress on stderr: a bar on a terminal, otherwise a line every five seconds. */
export function createProgressDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  return stream.isTTY ? progressBar(stream) : progressLines(stream);
}

function progressBar(stream: NodeJS.WriteStream): ProgressDisplay {
  const bar = new SingleBar({
    stream,
    format: '{bar} {percentage} % | {words}',
    clearOnComplete: true,
    hideCursor: true,
    fps: 5,
  });
  let isStarted = false;
  return {
    show: (state) => {
      const payload = { words: inWords(state) };
      if (isStarted) bar.update(state.bytesRead, payload);
      else bar.start(state.totalBytes, state.bytesRead, payload);
      isStarted = true;
    },
    end: () => {
      if (isStarted) bar.stop();
    },
  };
}

/** Writes a line at most every five seconds; a shorter run writes none. */
export function progressLines(stream: Pick<NodeJS.WriteStream, 'write'>): ProgressDisplay {
  let shownAtMs = 0;
  return {
    show: (state: ProgressState) => {
      if (state.elapsedMs - shownAtMs < lineEveryMs) return;
      shownAtMs = state.elapsedMs;
      const percentage = Math.floor((100 * state.bytesRead) / Math.max(state.totalBytes, 1));
      stream.write(`${percentage} % read: ${inWords(state)}\n`);
    },
    end: () => undefined,
  };
}
