import { PageHead } from '../../frame/page-head.js';

/** The list of runs. */
export function RunsPage() {
  return <PageHead title="Runs" />;
}
