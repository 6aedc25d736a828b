import { useLocation } from 'preact-iso/router';
import type { WireGraph, WireNode } from '../../../src/wire/jobs.js';
import { jobRejectsAddress, launchAddress, qualityAddress } from '../../address/addresses.js';
import { basePath } from '../../address/base-path.js';
import { JobGraph } from '../../graph/job-graph.js';

/** The graph of a job; a node leads to what is known of it. */
export function GraphOfJob({ job, graph }: { readonly job: string; readonly graph: WireGraph }) {
  const { route } = useLocation();
  const addresses: Readonly<Record<WireNode['kind'], string>> = {
    source: launchAddress(job),
    step: jobRejectsAddress(job),
    table: qualityAddress(job),
    check: `${qualityAddress(job)}#checks`,
  };
  return (
    <section class="card">
      <h2>Graph</h2>
      <JobGraph
        graph={graph}
        label={`Graph of ${job}, from its source to its checks`}
        onNode={(_, { kind }) => {
          route(`${basePath()}/${addresses[kind]}`);
        }}
      />
    </section>
  );
}
