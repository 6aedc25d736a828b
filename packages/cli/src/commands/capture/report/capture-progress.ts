import { showCount, showMany } from '../../../table/show-values.js';
import type { Terminal } from '../../../terminal/terminal.js';
import type { CaptureCounts } from './capture-counts.js';

/** How often the line is drawn on a terminal. */
const drawEveryMs = 500;
/** How often a line is written where none can be replaced. */
const lineEveryMs = 10_000;

/** What is shown of a capture at a moment. */
export interface CaptureMoment extends CaptureCounts {
  /** What the connection does, such as `capturing` or `reconnecting in 4s`. */
  readonly state: string;
  /** Why segments wait to be loaded; null if there is no trouble. */
  readonly trouble: string | null;
}

/** Shows the progress of a capture until it is closed. */
export function showProgress(terminal: Terminal, now: () => CaptureMoment): Disposable {
  let last = { at: performance.now(), messages: 0 };
  const show = (): void => {
    const moment = now();
    const at = performance.now();
    const perSecond = ((moment.messages - last.messages) * 1_000) / Math.max(at - last.at, 1);
    // A rate of half a second would jump.
    if (at - last.at > 2_000) last = { at, messages: moment.messages };
    const line = inWords(moment, Math.round(perSecond));
    if (terminal.isLive) terminal.progress(line);
    else terminal.progressLine(line);
  };
  const timer = setInterval(show, terminal.isLive ? drawEveryMs : lineEveryMs).unref();
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer);
      terminal.progress(null);
    },
  };
}

/**
 * Formats the progress: `capturing | 12,345 messages, 4,998/s, 3 segments loaded, 1 waiting`, and what is
 * not zero of failed segments, rejected rows, gaps and reconnects.
 */
export function inWords(moment: CaptureMoment, perSecond: number): string {
  const { state, messages, segments, rejected, gaps, reconnects, trouble } = moment;
  const others = [
    [segments.waiting, 'waiting'],
    [segments.failed, 'failed'],
    [rejected, 'rejected'],
    [gaps.gaps, gaps.gaps === 1 ? 'gap' : 'gaps'],
    [reconnects, reconnects === 1 ? 'reconnect' : 'reconnects'],
  ] as const;
  const parts = [
    `${showMany(messages, 'message')}, ${showCount(perSecond)}/s`,
    `${showMany(segments.loaded, 'segment')} loaded`,
    ...others.filter(([count]) => count > 0).map(([count, what]) => `${showCount(count)} ${what}`),
    ...(trouble === null ? [] : [trouble]),
  ];
  return `${state} | ${parts.join(', ')}`;
}
