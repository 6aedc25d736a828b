import type { WireCheckHistory } from '../../../src/wire/jobs.js';
import { runAddress } from '../../address/addresses.js';
import { apiPath, withQuery } from '../../api/api-path.js';
import { serverNow } from '../../api/clock.js';
import { useStore } from '../../api/store.js';
import { useAnswer } from '../../api/use-answer.js';
import { formatMoment } from '../../formats/format-moment.js';
import { Answered } from '../../parts/notice/answered.js';
import { Notice } from '../../parts/notice/notice.js';
import { timeZone, zoneOf } from '../../preferences/preferences.js';
import { Strip } from '../../strip/strip.js';
import { checkOutcome, checksByName } from './check-marks.js';

/** The outcome of each check in the last runs, as a strip of colours. */
export function CheckStrips({ job, runs }: { readonly job: string; readonly runs: string }) {
  const zone = zoneOf(useStore(timeZone));
  const path = withQuery(apiPath`/jobs/${job}/checks`, { runs });
  const answer = useAnswer<WireCheckHistory>(path, { keepsPrevious: true });
  return (
    <section class="card quality-page__checks">
      <h2>Checks</h2>
      <Answered answer={answer} lines={3}>
        {({ checks }) =>
          checks.length === 0 ? (
            <Notice kind="empty" title="No run has checked its rows yet">
              <p>
                Declare <code>checks</code> in <code>defineJob</code>: they run before each COMMIT.
              </p>
            </Notice>
          ) : (
            [...checksByName(checks)].map(([name, recorded]) => (
              <div key={name} class="quality-page__check">
                <h3>{name}</h3>
                <Strip
                  label={`${name}, by runs, the latest last`}
                  marks={recorded.map((check) => {
                    const { text, ...look } = checkOutcome(check);
                    const moment = formatMoment(new Date(check.startedAt), serverNow(), { zone });
                    return {
                      key: check.executionId,
                      href: runAddress(check.executionId),
                      ...look,
                      text: `${text}, run of ${moment}`,
                    };
                  })}
                />
              </div>
            ))
          )
        }
      </Answered>
    </section>
  );
}
