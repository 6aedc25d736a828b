import type { WireJob } from '../../../src/wire/jobs.js';
import {
  jobRejectsAddress,
  partitionsAddress,
  qualityAddress,
  runsAddress,
} from '../../address/addresses.js';

/** Links to the pages of a job. */
export function JobLinks({ job: { name, hasPartitions } }: { readonly job: WireJob }) {
  return (
    <nav class="job-page__links" aria-label="Pages of this job">
      <a href={runsAddress({ job: name })}>Runs</a>
      <a href={jobRejectsAddress(name)}>Rejected rows</a>
      <a href={qualityAddress(name)}>Data quality</a>
      {hasPartitions ? <a href={partitionsAddress(name)}>Partitions</a> : null}
    </nav>
  );
}
