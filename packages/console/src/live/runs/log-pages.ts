import type { RunEvent, RunEventsPage, Runs } from '@wdh/runs';
import { eventFrame, type Frame, positionFrame } from '../streams/frame.js';

/** Which lines of a log a stream sends. */
export interface LogFilter {
  readonly levels?: readonly string[] | undefined;
  readonly step?: string | undefined;
  readonly text?: string | undefined;
}

/** Some lines of a log. */
export interface LogPart {
  /** Null if there is nothing new. */
  readonly frame: Frame | null;
  /** Sequence of the last line that was looked at. */
  readonly after: number;
}

const mostLines = 500;
/** Most characters of one part, so that a slow client holds little. */
const mostCharacters = 256_000;
/** Parts that are kept for other streams at the same position. */
const mostKept = 4;

/** Reads the log of a run for its streams: those at the same position share one query. */
export class LogPages {
  readonly #runs: Pick<Runs, 'eventsOf'>;
  readonly #executionId: string;
  readonly #kept = new Map<string, Promise<LogPart>>();

  constructor(runs: Pick<Runs, 'eventsOf'>, executionId: string) {
    this.#runs = runs;
    this.#executionId = executionId;
  }

  /** Forgets what was read: there are newer lines. */
  forget(): void {
    this.#kept.clear();
  }

  /** Returns the lines after a sequence; at most 500. */
  read(after: number, filter: LogFilter): Promise<LogPart> {
    const key = JSON.stringify([after, filter.levels, filter.step, filter.text]);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const read = this.#runs
      .eventsOf(this.#executionId, { ...filter, after, limit: mostLines })
      .then((page) => partOf(page, after));
    this.#kept.set(key, read);
    read.catch(() => {
      this.#kept.delete(key);
    });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return read;
  }
}

function partOf({ items, after: reached }: RunEventsPage, after: number): LogPart {
  const lines = fitting(items);
  const last = lines.at(-1);
  if (last === undefined) {
    return { frame: reached > after ? positionFrame(reached) : null, after: reached };
  }
  const position = lines.length < items.length ? last.sequence : reached;
  return { frame: eventFrame('events', lines, position), after: position };
}

/** Returns as many lines as fit into one part, at least one. */
function fitting(items: readonly RunEvent[]): readonly RunEvent[] {
  let size = 0;
  const end = items.findIndex((line, index) => {
    size += JSON.stringify(line).length;
    return index > 0 && size > mostCharacters;
  });
  return end === -1 ? items : items.slice(0, end);
}
