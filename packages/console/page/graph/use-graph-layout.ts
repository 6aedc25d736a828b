import { useEffect, useMemo, useState } from 'preact/hooks';
import type { WireGraph } from '../../src/wire/jobs.js';
import { layoutGraph, type GraphLayout, type LayoutOptions } from './graph-layout.js';

const narrowScreen = '(max-width: 640px)';

/** A graph on its way to the screen. */
export interface LaidGraph {
  /** Null until the layout is there. */
  readonly layout: GraphLayout | null;
  readonly options: LayoutOptions;
  /** Null, or why there is no layout. */
  readonly problem: unknown;
}

/** Lays a graph out: again only if its nodes or edges change, or the screen turns narrow or wide. */
export function useGraphLayout(graph: WireGraph, hasFigures: boolean): LaidGraph {
  const isNarrow = useIsNarrow();
  const options = useMemo<LayoutOptions>(
    () => ({ direction: isNarrow ? 'TB' : 'LR', hasFigures }),
    [isNarrow, hasFigures],
  );
  // A stream sends the same graph as a new value.
  const shape = JSON.stringify(graph);
  const [laid, setLaid] = useState<{ shape: string; layout: GraphLayout } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    let isLatest = true;
    layoutGraph(graph, options).then(
      (layout) => {
        if (isLatest) setLaid({ shape, layout });
      },
      (error: unknown) => {
        if (isLatest) setProblem(error);
      },
    );
    return () => {
      isLatest = false;
    };
  }, [shape, options]);
  return { layout: laid?.shape === shape ? laid.layout : null, options, problem };
}

function useIsNarrow(): boolean {
  const [isNarrow, setIsNarrow] = useState(() => matchMedia(narrowScreen).matches);
  useEffect(() => {
    const query = matchMedia(narrowScreen);
    const follow = (): void => {
      setIsNarrow(query.matches);
    };
    query.addEventListener('change', follow);
    return () => {
      query.removeEventListener('change', follow);
    };
  }, []);
  return isNarrow;
}
