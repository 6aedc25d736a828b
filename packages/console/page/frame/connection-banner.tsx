import { useEffect, useState } from 'preact/hooks';
import { connection } from '../api/connection.js';
import { useStore } from '../api/store.js';
import { Icon } from '../parts/text/icon.js';
import { Moment } from '../parts/text/moment.js';

/** Says that the server does not answer, over the page: nothing moves. */
export function ConnectionBanner() {
  const { isLost } = useStore(connection);
  const [since, setSince] = useState<string | null>(null);
  useEffect(() => {
    setSince(isLost ? new Date().toISOString() : null);
  }, [isLost]);
  return (
    <div class="connection-banner" role="status" data-lost={isLost ? 'true' : undefined}>
      {isLost && since !== null ? (
        <>
          <Icon name="lost" />
          <span>
            The server does not answer since <Moment at={since} isQuiet />. This page asks it again
            every few seconds and continues by itself.
          </span>
        </>
      ) : null}
    </div>
  );
}
