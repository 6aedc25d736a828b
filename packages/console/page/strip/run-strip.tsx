import type { WireRunMark } from '../../src/wire/jobs.js';
import { runAddress } from '../address/addresses.js';
import { serverNow } from '../api/clock.js';
import { useStore } from '../api/store.js';
import { formatMoment } from '../formats/format-moment.js';
import { statusWords } from '../parts/text/status-badge.js';
import { timeZone, zoneOf } from '../preferences/preferences.js';
import { runMarkText } from './run-mark-text.js';
import { Strip } from './strip.js';

/** The last runs of a job, which a list has the latest first, as a strip of colours. */
export function RunStrip({
  label,
  runs,
}: {
  readonly label: string;
  readonly runs: readonly WireRunMark[];
}) {
  const zone = zoneOf(useStore(timeZone));
  const marks = runs.toReversed().map((run) => ({
    key: run.executionId,
    href: runAddress(run.executionId),
    icon: run.status,
    tone: run.status,
    text: runMarkText(run, {
      outcome: statusWords[run.status],
      moment: formatMoment(new Date(run.startedAt), serverNow(), { zone }),
    }),
  }));
  return <Strip label={label} marks={marks} />;
}
