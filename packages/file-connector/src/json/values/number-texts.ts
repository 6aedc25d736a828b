import { JsonNumber } from '@wdh/pipeline-core';
import { scanJson } from './scan-json.js';

type JsonRow = Record<string, unknown>;

/** No string of a valid line begins so, as a line with a NUL was rejected before. */
const mark = '\0';
const writtenMark = String.raw`\u0000`;

/**
 * Reads a line of valid JSON, whose strings contain no NUL, so that no number loses a digit:
 * numbers of the row itself are returned as text, those within its documents as numbers, or as a
 * {@link JsonNumber} if JavaScript would write the number differently, or it is whole and beyond 2^53.
 */
export function withNumberTexts(line: string): JsonRow {
  const parts: string[] = [];
  let copied = 0;
  let markCount = 0;
  scanJson(line, (start, end, depth) => {
    const text = line.slice(start, end);
    if (depth > 1 && !JsonNumber.isNeededFor(text)) return;
    if (depth > 1) markCount += 1;
    parts.push(line.slice(copied, start), `"${depth > 1 ? writtenMark : ''}${text}"`);
    copied = end;
  });
  parts.push(line.slice(copied));
  const row = JSON.parse(parts.join('')) as JsonRow;
  if (markCount > 0) for (const part of Object.values(row)) restoreIn(part);
  return row;
}

/** Replaces marked strings by numbers; the recursion is bounded by the depth of a line. */
function restoreIn(whole: unknown): void {
  if (typeof whole !== 'object' || whole === null) return;
  const parts = whole as JsonRow;
  for (const key of Object.keys(parts)) {
    const part = parts[key];
    if (typeof part !== 'string') restoreIn(part);
    // An own property, so that __proto__ is an ordinary key.
    else if (part.startsWith(mark)) parts[key] = new JsonNumber(part.slice(mark.length));
  }
}
