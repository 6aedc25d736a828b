import type { ApiProblem } from '../../api/api-problem.js';
import { Button } from '../form/button.js';
import { Notice } from './notice.js';

const titles: Readonly<Record<number, string>> = {
  0: 'The connection to the server is lost',
  401: 'Your login has ended',
  403: 'Your role does not allow this',
  404: 'This is not there',
  429: 'Too many requests',
  503: 'The server is not ready',
};

const asksAgain = 'The page asks again every few seconds.';
// A form or a dialog sends the same id again.
const tryAgain = 'Try again in a few seconds: nothing is done twice.';

/** Why the server did not do what was asked, and what to do. */
export function Problem({
  problem,
  retry,
}: {
  readonly problem: ApiProblem;
  /** Tries again. */
  readonly retry?: () => void;
}) {
  const { status, code, message } = problem;
  const isLost = code === 'CONNECTION_LOST';
  const title = code === 'PAGE_FAILED' ? 'The page failed' : (titles[status] ?? 'This failed');
  const canRetry = retry !== undefined && !isLost && status !== 403 && status !== 404;
  return (
    <Notice
      kind={isLost ? 'lost' : status === 404 || status === 403 ? 'warning' : 'danger'}
      title={title}
      isUrgent
      actions={
        canRetry ? (
          <Button icon="repeat" onClick={retry}>
            Try again
          </Button>
        ) : undefined
      }
    >
      <p>{message}</p>
      {status === 403 ? <p>Ask who runs this console for a token with that role.</p> : null}
      {isLost || status >= 500 ? <p>{retry === undefined ? tryAgain : asksAgain}</p> : null}
      {isLost ? null : <p class="muted code">{code}</p>}
    </Notice>
  );
}
