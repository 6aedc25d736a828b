import type { WireRunStream } from '../../../../src/wire/stream.js';

/** A line of the log. */
export type LogEvent = WireRunStream['events'][number];

/** Most lines that the page keeps, about 100 MB. */
export const mostLines = 200_000;

/** The lines of a log that have arrived. They are added in place: a copy per batch would stutter. */
export class LogLines {
  readonly #lines: LogEvent[] = [];
  #left = 0;

  get count(): number {
    return this.#lines.length;
  }

  /** Lines that did not fit. */
  get leftOut(): number {
    return this.#left;
  }

  /** Adds lines in their order. A stream that was resumed may send some again: they are ignored. */
  add(events: readonly LogEvent[]): void {
    let last = this.#lines.at(-1)?.sequence ?? 0;
    for (const event of events) {
      if (event.sequence <= last) continue;
      if (this.#lines.length < mostLines) this.#lines.push(event);
      else this.#left += 1;
      last = event.sequence;
    }
  }

  at(index: number): LogEvent | undefined {
    return this.#lines[index];
  }

  slice(from: number, to: number): readonly LogEvent[] {
    return this.#lines.slice(from, to);
  }
}

/** Writes the payload of an event in one line, such as `rows=24 code=INVALID_VALUE`. */
export function summaryOf(payload: unknown): string {
  if (payload === null || payload === undefined) return '';
  if (typeof payload !== 'object') return inline(payload);
  return Object.entries(payload)
    .map(([name, value]) => `${name}=${inline(value)}`)
    .join(' ');
}

/** Writes an event as text that can be copied: a head, then its payload as JSON. */
export function textOf(event: LogEvent): string {
  const { occurredAt, level, stepName, payload } = event;
  const head = [occurredAt, level, ...(stepName === null ? [] : [stepName]), event.event].join(' ');
  const body = payload === null || payload === undefined ? '' : JSON.stringify(payload, null, 2);
  return body === '' || body === '{}' ? head : `${head}\n${body}`;
}

const mostCharacters = 300;

/** Writes a number with two decimals, or with three digits where it is smaller than one. */
function numberOf(value: number): string {
  const isSmall = Math.abs(value) < 1;
  return String(isSmall ? Number(value.toPrecision(3)) : Math.round(value * 100) / 100);
}

function inline(value: unknown): string {
  if (typeof value === 'number') return numberOf(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // Line breaks and other controls would break the line.
  const line = text
    .slice(0, mostCharacters)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, ' ');
  return text.length > mostCharacters ? `${line}…` : line;
}
