import { formatQuantity, formatShare, formatShort } from '../../formats/format-quantity.js';
import type { ValueKind } from '../../plot/plot-values.js';

/** Writes a value of a figure; a day or a time is a text, or milliseconds since 1970. */
export function figureText(value: number | string | null, kind: ValueKind): string {
  if (value === null) return 'no value';
  if (typeof value === 'string') return value;
  if (kind === 'share') return value === 0 ? '0 %' : formatShare(value);
  if (kind === 'number' || kind === 'amount') return numberText(value);
  const iso = new Date(value).toISOString();
  return kind === 'day' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

function numberText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return formatShort(value);
  // Two decimals would make small differences disappear.
  return size !== 0 && size < 1 ? String(Number(value.toPrecision(3))) : formatQuantity(value);
}
