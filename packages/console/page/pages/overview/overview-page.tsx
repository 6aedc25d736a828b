import { PageHead } from '../../frame/page-head.js';

/** Whether everything is all right, in one look. */
export function OverviewPage() {
  return <PageHead title="Overview" />;
}
