import type { RunActivity, RunDay, Runs } from '@wdh/runs';

/** How long the counts of past days are kept: old runs may be deleted meanwhile. */
const keptForMs = 600_000;

/** Most time zones that are kept. */
const mostZones = 50;

interface KeptDays {
  readonly today: string | undefined;
  /** By the clock of the process. */
  readonly readAtMs: number;
  /** Without yesterday and today. */
  readonly days: readonly RunDay[];
}

/**
 * Counts runs by day for many readers: days before yesterday do not change, so that most answers read
 * the runs of two days, and not those of thirty.
 */
export class RecentDays {
  readonly #runs: Pick<Runs, 'activity'>;
  readonly #kept = new Map<string, KeptDays>();

  constructor(runs: Pick<Runs, 'activity'>) {
    this.#runs = runs;
  }

  /**
   * Returns the counts of the last 30 days.
   *
   * @throws WdhError `RUN_QUERY_INVALID` for an unknown zone.
   */
  async of(zone: string, nowMs = performance.now()): Promise<RunActivity> {
    const latest = await this.#runs.activity({ zone, days: 2 });
    const today = latest.days.at(-1)?.day;
    const kept = this.#kept.get(zone);
    if (kept?.today === today && kept !== undefined && nowMs - kept.readAtMs < keptForMs) {
      return { ...latest, days: [...kept.days, ...latest.days] };
    }
    const whole = await this.#runs.activity({ zone, days: 30 });
    if (this.#kept.size >= mostZones) this.#kept.clear();
    const days = whole.days.slice(0, -2);
    this.#kept.set(zone, { today: whole.days.at(-1)?.day, readAtMs: nowMs, days });
    return whole;
  }
}
