import type { WireNode } from '../../src/wire/jobs.js';
import { shownName } from './node-size.js';

/** What a node does in a run. */
export type NodeState = 'waiting' | 'running' | 'done' | 'warned' | 'failed';

/** What a node shows of a run. Absent counts are not shown. */
export interface NodeFigures {
  readonly state?: NodeState | undefined;
  readonly rowsIn?: number | undefined;
  readonly rowsOut?: number | undefined;
  readonly rejected?: number | undefined;
  readonly filtered?: number | undefined;
}

const kinds: Readonly<Record<WireNode['kind'], string>> = {
  source: 'Source',
  step: 'Step',
  table: 'Table',
  check: 'Check',
};

const states: Readonly<Record<NodeState, string>> = {
  waiting: 'waiting',
  running: 'running',
  done: 'done',
  warned: 'done with warnings',
  failed: 'failed',
};

const grouped = new Intl.NumberFormat('en');

/** Returns the lines below the name of a node: rows that pass, and rows that do not. */
export function figureLines(
  { kind }: WireNode,
  figures: NodeFigures | undefined,
): readonly [passed: string, lost: string] {
  if (figures === undefined) return [kinds[kind], ''];
  const { rowsIn, rowsOut, rejected = 0, filtered = 0 } = figures;
  const passed = [
    ...(rowsIn === undefined ? [] : [grouped.format(rowsIn)]),
    ...(rowsOut === undefined || rowsOut === rowsIn ? [] : [grouped.format(rowsOut)]),
  ].join(' → ');
  const lost = [
    ...(rejected === 0 ? [] : [`${grouped.format(rejected)} rejected`]),
    ...(filtered === 0 ? [] : [`${grouped.format(filtered)} filtered`]),
  ].join(', ');
  const isCount = passed !== '' && !passed.includes('→');
  return [passed === '' ? kinds[kind] : isCount ? `${passed} rows` : passed, lost];
}

/** Returns what a screen reader says of a node: what it shows, and what its drawing means. */
export function spokenNode(node: WireNode, figures: NodeFigures | undefined): string {
  const [passed, lost] = figureLines(node, figures);
  const shown = shownName(node.label);
  const state = figures?.state;
  const kind = kinds[node.kind];
  return [
    [shown, passed, lost].filter((text) => text !== '').join(' '),
    ...(shown === node.label ? [] : [node.label]),
    ...(passed === kind ? [] : [kind]),
    ...(state === undefined ? [] : [states[state]]),
  ].join(', ');
}
