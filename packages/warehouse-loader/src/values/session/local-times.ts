const [second, day] = [1_000, 86_400_000];

/** Local times from `from` to before `to`, as milliseconds of a clock without a zone. */
interface Doubtful {
  readonly from: number;
  readonly to: number;
}

/**
 * Finds the local times of a region that a change of its clocks skips or repeats: they name no
 * moment, or two.
 *
 * The changes are those of the time zone data of Node.js, looked up once for each year.
 */
export class LocalTimes {
  readonly #format: Intl.DateTimeFormat;
  readonly #doubtfulByYear = new Map<number, readonly Doubtful[]>();

  /** @throws RangeError for an unknown region. */
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

  /** @param local - The local time as milliseconds of `Date.UTC`. */
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

  /** Returns the first moment with another offset than `before`, the offset at `from`. */
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

/** Like `Date.UTC`, which reads years below 100 as those of the last century. */
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
