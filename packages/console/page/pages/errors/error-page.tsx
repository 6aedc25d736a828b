import { useRoute } from 'preact-iso/router';
import { runsAddress } from '../../address/addresses.js';
import { PageHead } from '../../frame/page-head.js';
import { Notice } from '../../parts/notice/notice.js';
import { Skeleton } from '../../parts/notice/skeleton.js';
import type { ErrorAdvice } from './error-codes.js';
import './error-page.css';
import { useErrorCodes } from './use-error-codes.js';

/** What an error code means, and what to do. */
export function ErrorPage() {
  const { code = '' } = useRoute().params;
  const codes = useErrorCodes();
  return (
    <>
      <PageHead title={code} above={<a href={runsAddress()}>Runs</a>} />
      {codes === null ? <Skeleton lines={5} /> : null}
      {codes === 'failed' ? (
        <Notice kind="lost" title="The error codes could not be loaded">
          Reload the page.
        </Notice>
      ) : null}
      {codes !== null && codes !== 'failed' ? <Advice advice={codes.get(code)} /> : null}
      <p>
        <a href={runsAddress({ text: code })}>Runs with this code</a>
      </p>
    </>
  );
}

function Advice({ advice }: { readonly advice: ErrorAdvice | undefined }) {
  if (advice === undefined) {
    return (
      <Notice kind="info" title="The documentation does not list this code">
        It is not a code of WorkDataHub: a job of this project, or a newer version, may have set it.
        The message of the run says what failed.
      </Notice>
    );
  }
  const { part, meaning, whatToDo, exit, isRetryable } = advice;
  return (
    <dl class="error-advice card">
      <dt>Meaning</dt>
      <dd>{meaning}.</dd>
      <dt>What to do</dt>
      <dd>{whatToDo}.</dd>
      <dt>Is it worth a second try?</dt>
      <dd>{retryText(isRetryable)}</dd>
      <dt>Exit code</dt>
      <dd>{exit ?? 'none: it does not end a run'}</dd>
      <dt>Part</dt>
      <dd>{part}</dd>
    </dl>
  );
}

function retryText(isRetryable: boolean | null): string {
  if (isRetryable === null) return 'It depends on the cause.';
  return isRetryable
    ? 'Yes: the same run may succeed if it is repeated.'
    : 'No: the same run fails again until the cause is corrected.';
}
