import { useNow } from '../../api/clock.js';
import { formatDuration, spellDuration } from '../../formats/format-duration.js';
import { None } from './moment.js';

/** A duration: of something that has ended (`ms`), or that continues (`since`) and is counted. */
export function Lasting(props: {
  /** Null is written as a dash. */
  readonly ms?: number | null;
  /** In ISO 8601. */
  readonly since?: string | null;
}) {
  const { ms = null, since = null } = props;
  if (ms !== null) return <Duration ms={ms} />;
  return since === null ? <None /> : <Counted since={since} />;
}

function Counted({ since }: { readonly since: string }) {
  const elapsedMs = Math.max(0, useNow().getTime() - Date.parse(since));
  // Whole seconds: tenths that are not followed would be wrong.
  return <Duration ms={Math.floor(elapsedMs / 1_000) * 1_000} />;
}

function Duration({ ms }: { readonly ms: number }) {
  return (
    <span class="lasting">
      <span aria-hidden="true">{formatDuration(ms)}</span>
      <span class="unseen">{spellDuration(ms)}</span>
    </span>
  );
}
