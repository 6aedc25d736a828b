/** What a pattern reads from a text; a field that the pattern lacks keeps the value of another text. */
export class Fields {
  year = 0;
  month = 0;
  /** The first where a pattern has none. */
  day = 1;
  /** From 1 for Monday. */
  weekday = 0;
  dayOfYear = 0;
  weekYear = 0;
  week = 0;
  hour = 0;
  /** 0 before noon, 1 after it. */
  half = 0;
  minute = 0;
  second = 0;
  micros = 0;
  /** Seconds east of UTC. */
  offset = 0;
  /** The name of a zone in the text. */
  zone = '';
}

/** A field that is a number. */
export type NumberField = Exclude<keyof Fields, 'zone'>;

/** Reads a part of a text into the fields; returns where the part ends, -1 where it is not there. */
export type PartReader = (text: string, at: number, into: Fields) => number;
