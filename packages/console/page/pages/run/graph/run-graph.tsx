import type { WireJob } from '../../../../src/wire/jobs.js';
import type { WireRun } from '../../../../src/wire/runs.js';
import { apiPath } from '../../../api/api-path.js';
import { useAnswer } from '../../../api/use-answer.js';
import { JobGraph } from '../../../graph/job-graph.js';
import { runFigures } from './run-figures.js';

/** The graph of the job of a run, with what the run does in each node. Nothing for a job that is gone. */
export function RunGraph({
  job,
  wire,
  attempt,
  selected,
  onStep,
}: {
  readonly job: string;
  readonly wire: WireRun;
  readonly attempt: number;
  readonly selected: string | null;
  readonly onStep: (name: string) => void;
}) {
  const { data } = useAnswer<WireJob>(apiPath`/jobs/${job}`);
  if (!data?.graph) return null;
  return (
    <section class="card" aria-labelledby="graph-title">
      <h2 id="graph-title">Graph</h2>
      <JobGraph
        graph={data.graph}
        label={`Graph of ${job}: choose a node to see its lines of the log`}
        figures={runFigures(data.graph, wire, attempt)}
        selected={selected}
        onNode={onStep}
      />
    </section>
  );
}
