import type { RecentRun, Runs } from '@wdh/runs';
import type { EventStream } from '../streams/event-stream.js';
import { eventFrame, type Frame } from '../streams/frame.js';
import type { ListContent } from './list-content.js';

/** Most runs of one event. */
const mostRuns = 100;

/** Watches the changes of all runs for lists of runs. */
export class ListWatch {
  readonly streams = new Map<EventStream, ListContent>();
  readonly #runs: Pick<Runs, 'listRuns' | 'recentRuns'>;
  #known: ReadonlyMap<string, RecentRun> = new Map();
  #changes = 0;

  constructor(runs: Pick<Runs, 'listRuns' | 'recentRuns'>) {
    this.#runs = runs;
  }

  /** Looks at all runs once, and adds what has changed to the streams. */
  async look(): Promise<void> {
    const found = await this.#runs.recentRuns();
    const contents = [...this.streams.values()];
    const newcomers = contents.filter((content) => content.isNew);
    const others = contents.filter((content) => !content.isNew);
    await this.#send(others, this.#changed(found));
    await this.#send(
      newcomers,
      found.map(({ executionId }) => executionId),
    );
    for (const content of newcomers) content.isNew = false;
    this.#known = new Map(found.map((run) => [run.executionId, run]));
    for (const [stream, content] of this.streams) if (content.hasMore) stream.wake();
  }

  /** Ids of new runs, changed ones, and open ones that are not found any more. */
  #changed(found: readonly RecentRun[]): readonly string[] {
    const ids = new Set(found.map(({ executionId }) => executionId));
    return [
      ...found.filter((run) => this.#known.get(run.executionId)?.revision !== run.revision),
      ...[...this.#known.values()].filter((run) => run.isOpen && !ids.has(run.executionId)),
    ].map(({ executionId }) => executionId);
  }

  async #send(contents: readonly ListContent[], ids: readonly string[]): Promise<void> {
    if (contents.length === 0 || ids.length === 0) return;
    const frame = ids.length > mostRuns ? null : await this.#read(ids);
    for (const content of contents) content.add(frame);
  }

  async #read(ids: readonly string[]): Promise<Frame> {
    const { items } = await this.#runs.listRuns({ ids, limit: mostRuns });
    this.#changes += 1;
    return eventFrame('runs', items, this.#changes);
  }
}
