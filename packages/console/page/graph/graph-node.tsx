import type { WireNode } from '../../src/wire/jobs.js';
import type { PlacedNode } from './graph-layout.js';
import { figureLines, spokenNode, type NodeFigures, type NodeState } from './node-figures.js';
import { shownName } from './node-size.js';

/** Drawings of 16 by 16: what a node is. */
const kindDrawings: Readonly<Record<WireNode['kind'], string>> = {
  source: 'M3 1.5h6.5L13 5v9.5H3zM9.5 1.5V5H13',
  step: 'M8 1.8 14.2 8 8 14.2 1.8 8z',
  table: 'M1.8 2.8h12.4v10.4H1.8zM1.8 6.2h12.4M6 6.2v7',
  check: 'M8 1.5 13.5 3.6v4c0 3.4-2.3 5.6-5.5 6.9-3.2-1.3-5.5-3.5-5.5-6.9v-4zM5.4 7.8l2 2 3.4-3.8',
};

/** Drawings of 12 by 12: what it does. */
const stateDrawings: Readonly<Record<NodeState, string>> = {
  waiting: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM6 3.6V6l1.7 1.2',
  running: 'M3.5 2v8l6-4z',
  done: 'M1.8 6.4l2.8 2.9 5.6-6.2',
  warned: 'M6 1.4 11 10.4H1zM6 4.6v2.6M6 8.9v.1',
  failed: 'M2.4 2.4l7.2 7.2M9.6 2.4 2.4 9.6',
};

/** Options of {@link GraphNode}. */
export interface GraphNodeProps {
  readonly placed: PlacedNode;
  readonly figures: NodeFigures | undefined;
  /** Undefined where nodes are not selected. */
  readonly isSelected: boolean | undefined;
  /** Whether the tab key reaches it; arrows reach the others. */
  readonly isTabStop: boolean;
  readonly onChoose: ((node: WireNode) => void) | undefined;
  readonly onFocus: (id: string) => void;
}

/** A node of a graph: its name, what it is, and its counts of a run. */
export function GraphNode(props: GraphNodeProps) {
  const { placed, figures, isSelected, isTabStop, onChoose, onFocus } = props;
  const { node, width, height, x, y } = placed;
  const [passed, lost] = figureLines(node, figures);
  const state = figures?.state;
  return (
    <g
      class={`graph-node graph-${node.kind}${state === undefined ? '' : ` graph-${state}`}`}
      transform={`translate(${String(x)} ${String(y)})`}
      role={onChoose === undefined ? 'img' : 'button'}
      aria-label={spokenNode(node, figures)}
      aria-pressed={onChoose === undefined ? undefined : isSelected}
      tabindex={isTabStop ? 0 : -1}
      data-node={node.id}
      data-hint={shownName(node.label) === node.label ? undefined : node.label}
      onClick={() => onChoose?.(node)}
      onFocus={() => {
        onFocus(node.id);
      }}
    >
      <rect class="graph-box" width={width} height={height} rx="6" />
      <path class="graph-kind" d={kindDrawings[node.kind]} transform="translate(7 9)" />
      <text class="graph-name" x="29" y="21">
        {`${shownName(node.label)} `}
      </text>
      <text class="graph-passed" x="29" y="38">
        {`${passed} `}
      </text>
      {lost !== '' && (
        <text class="graph-lost" x="29" y="56">
          {lost}
        </text>
      )}
      {state !== undefined && (
        <path
          class="graph-state"
          d={stateDrawings[state]}
          transform={`translate(9 ${String(height - 25)})`}
        />
      )}
    </g>
  );
}
