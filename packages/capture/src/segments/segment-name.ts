/** What the name of a segment says. */
export interface SegmentName {
  readonly feed: string;
  /** When its first message was written; never before that of an earlier segment. */
  readonly startedAt: Date;
  /** Distinguishes and orders the segments of one millisecond, from 1. */
  readonly number: number;
}

const pattern = /^(.+)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-(\d{6,})\.jsonl$/;

/** Returns the name of a segment's file: `binance_trades-20260310T120000123Z-000042.jsonl`. */
export function fileNameOf({ feed, startedAt, number }: SegmentName): string {
  const time = startedAt.toISOString().replaceAll(/[-:.]/g, '');
  return `${feed}-${time}-${String(number).padStart(6, '0')}.jsonl`;
}

/** Reads the name of a file; null if it is not that of a segment. */
export function segmentNameOf(file: string): SegmentName | null {
  const [, feed, year, month, day, hour, minute, second, ms, number] = pattern.exec(file) ?? [];
  if (feed === undefined) return null;
  const startedAt = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
  return Number.isNaN(startedAt.getTime()) ? null : { feed, startedAt, number: Number(number) };
}

/** Orders segments by time. */
export function compareSegments(one: SegmentName, two: SegmentName): number {
  return one.startedAt.getTime() - two.startedAt.getTime() || one.number - two.number;
}
