const [second, day] = [1_000, 86_400_000];

/** Local times from `from` on and before `to`, as milliseconds of a clock that knows no zone. */
interface Doubtful {
  readonly from: number;
  readonly to: number;
}

/**
 * Knows which local times of a region a change of its clocks skips or repeats: those name no moment,
 * or two.
 *
 * The changes are those of the time zone data that Node.js has, looked up once for each year.
 */
export class LocalTimes {
  readonly #format: Intl.DateTimeFormat;
  readonly #doubtfulByYear = new Map<number, readonly Doubtful[]>();

  /** @throws RangeError where there is no such region. */
  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** @param local - Milliseconds that `Date.UTC` has for the local time. */
  isDoubtful(local: number): boolean {
    const year = new Date(local).getUTCFullYear();
    let doubtful = this.#doubtfulByYear.get(year);
    if (doubtful === undefined) {
      doubtful = this.#changesOf(year);
      this.#doubtfulByYear.set(year, doubtful);
    }
    return doubtful.some(({ from, to }) => local >= from && local < to);
  }

  #changesOf(year: number): readonly Doubtful[] {
    const changes: Doubtful[] = [];
    const end = utcOf(year + 1, 1, 1) + 2 * day;
    let before = this.#offsetAt(utcOf(year, 1, 1) - 2 * day);
    for (let moment = utcOf(year, 1, 1) - day; moment <= end; moment += day) {
      const after = this.#offsetAt(moment);
      if (after !== before) {
        const change = this.#changeBetween(moment - day, moment, before);
        const [from, to] = [change + Math.min(before, after), change + Math.max(before, after)];
        changes.push({ from, to });
      }
      before = after;
    }
    return changes;
  }

  /** The first moment with another offset than `before`, which the one at `from` has. */
  #changeBetween(from: number, to: number, before: number): number {
    let [low, high] = [from, to];
    while (high - low > second) {
      const middle = low + Math.floor((high - low) / 2 / second) * second;
      if (this.#offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }

  #offsetAt(moment: number): number {
    const parts = Object.fromEntries(
      this.#format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second: seconds = 0 } = parts;
    return utcOf(year, month, date, hour, minute, seconds) - moment;
  }
}

/** As `Date.UTC`, which takes years below 100 for those of the last century. */
export function utcOf(
  year: number,
  month: number,
  date: number,
  hour = 0,
  minute = 0,
  seconds = 0,
): number {
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, date);
  moment.setUTCHours(hour, minute, seconds);
  return moment.getTime();
}
