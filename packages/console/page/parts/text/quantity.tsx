import { formatQuantity } from '../../formats/format-quantity.js';
import { None } from './moment.js';
import './quantity.css';

/** A number with groups of digits; null is written as a dash. `tone` colours one that is not 0. */
export function Quantity({
  of,
  tone,
}: {
  readonly of: number | null;
  readonly tone?: 'danger' | 'warning';
}) {
  if (of === null) return <None />;
  const colour = of === 0 ? ' quantity--zero' : tone === undefined ? '' : ` quantity--${tone}`;
  return <span class={`quantity${colour}`}>{formatQuantity(of)}</span>;
}
