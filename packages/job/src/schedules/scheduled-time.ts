import type { ZoneRules } from '@wdh/file-connector';
import { offsetAt } from './local-times.js';

/** A time of a schedule, as clocks in its zone show it. */
export class ScheduledTime {
  readonly instant: Date;
  readonly #local: Date;

  constructor(instant: Date, zone: ZoneRules) {
    // A request that changes its time changes no other.
    this.instant = new Date(instant);
    this.#local = new Date(instant.getTime() + offsetAt(zone, instant.getTime()));
  }

  /**
   * Returns the day, such as `2026-01-31`, which is also the key of its partition.
   *
   * @param shift - Days to add. Default 0; -1 is the day before.
   */
  day(shift = 0): string {
    const [year, month, day] = this.#parts();
    return isoDay(Date.UTC(year, month, day + shift));
  }

  /**
   * Returns the month, such as `2026-01`, which is also the key of its partition.
   *
   * @param shift - Months to add. Default 0; -1 is the month before.
   */
  month(shift = 0): string {
    const [year, month] = this.#parts();
    return isoDay(Date.UTC(year, month + shift, 1)).slice(0, 7);
  }

  /** Returns the time of the day, such as `02:00`. */
  time(): string {
    return this.#local.toISOString().slice(11, 16);
  }

  /** Returns the local time with the offset of its zone, such as `2026-01-31T02:00:00+08:00`. */
  toString(): string {
    const minutes = Math.round((this.#local.getTime() - this.instant.getTime()) / 60_000);
    const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
    const offset = `${minutes < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(rest)}`;
    return this.#local.toISOString().slice(0, 19) + offset;
  }

  #parts(): readonly [number, number, number] {
    const local = this.#local;
    return [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  }
}

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

const twoDigits = (value: number): string => String(value).padStart(2, '0');
