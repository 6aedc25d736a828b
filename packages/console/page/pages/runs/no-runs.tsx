import { ButtonLink } from '../../parts/form/button.js';
import { Notice } from '../../parts/notice/notice.js';

/** What a reader sees where no run is listed. */
export function NoRuns({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <Notice kind="empty" title="No run matches these filters">
        <p>Take a longer time or another status, or clear the filters.</p>
      </Notice>
    );
  }
  return (
    <Notice
      kind="empty"
      title="Nothing has run yet"
      actions={
        <ButtonLink href="jobs" icon="play">
          Launch a job
        </ButtonLink>
      }
    >
      <p>
        Launch a job from its page, or run one from the command line: <code>wdh run JOB</code>. It
        appears here at once.
      </p>
    </Notice>
  );
}
