import { useMemo, useRef, useState } from 'preact/hooks';
import type { WireGraph, WireNode } from '../../src/wire/jobs.js';
import { fittingLayout, leastScale } from './graph-layout.js';
import { GraphNode } from './graph-node.js';
import './graph.css';
import { nextNode } from './next-node.js';
import type { NodeFigures } from './node-figures.js';
import { useWidth } from './use-width.js';

/** Options of {@link JobGraph}. */
export interface JobGraphProps {
  readonly graph: WireGraph;
  /** What a screen reader calls the drawing. */
  readonly label: string;
  /** What each node shows of a run, by the id of the node; absent: the graph of a job. */
  readonly figures?: ReadonlyMap<string, NodeFigures> | undefined;
  /** Name of the node that is chosen; null: none is. Absent: nodes are not chosen, they lead on. */
  readonly selected?: string | null | undefined;
  /** Is called with the name of a node that the reader chooses. */
  readonly onNode?: ((name: string, node: WireNode) => void) | undefined;
}

/**
 * The graph of a job, from its source to its checks: from left to right, on a narrow screen from top
 * to bottom. The tab key reaches the graph, arrows move in it, Enter chooses.
 */
export function JobGraph({ graph, label, figures, selected, onNode }: JobGraphProps) {
  const { element, width: place } = useWidth<HTMLDivElement>();
  const hasFigures = figures !== undefined;
  // A stream sends the same graph as a new value.
  const shape = JSON.stringify(graph);
  const { nodes, edges, width, height } = useMemo(
    () => fittingLayout(graph, { place, hasFigures }),
    [shape, place, hasFigures],
  );
  const [focused, setFocused] = useState<string | null>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const tabStop = nodes.some(({ node }) => node.id === focused) ? focused : nodes[0]?.node.id;
  const choose =
    onNode &&
    ((node: WireNode): void => {
      onNode(node.name, node);
    });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey) return;
    // Of the document, because a key may follow before the page has drawn what the last one did.
    const at = document.activeElement?.getAttribute('data-node');
    const found = nodes.find(({ node }) => node.id === at)?.node;
    if (found === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') {
      if (choose === undefined) return;
      event.preventDefault();
      choose(found);
      return;
    }
    const next = nextNode(nodes, found.id, event.key);
    if (next === null) return;
    event.preventDefault();
    drawing.current?.querySelector<SVGElement>(`[data-node="${CSS.escape(next)}"]`)?.focus();
  };

  return (
    <div ref={element} class="graph">
      <svg
        ref={drawing}
        // On a small place it shrinks a little before it is scrolled.
        style={{
          width: `clamp(${String(width * leastScale)}px, 100%, ${String(width)}px)`,
          aspectRatio: `${String(width)} / ${String(height)}`,
        }}
        viewBox={`0 0 ${String(width)} ${String(height)}`}
        role="group"
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        {edges.map(({ from, to, path }) => (
          <path key={`${from} ${to}`} class="graph-edge" d={path} />
        ))}
        {nodes.map((placed) => (
          <GraphNode
            key={placed.node.id}
            placed={placed}
            figures={figures?.get(placed.node.id) ?? (figures === undefined ? undefined : {})}
            isSelected={selected === undefined ? undefined : placed.node.name === selected}
            isTabStop={placed.node.id === tabStop}
            onChoose={choose}
            onFocus={setFocused}
          />
        ))}
      </svg>
    </div>
  );
}
