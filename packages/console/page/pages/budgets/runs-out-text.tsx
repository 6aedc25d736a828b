import type { WireBudget } from '../../../src/wire/budgets.js';
import { serverNow } from '../../api/clock.js';
import { useStore } from '../../api/store.js';
import { formatDay } from '../../formats/format-moment.js';
import { timeZone, zoneOf } from '../../preferences/preferences.js';
import { runsOut } from './runs-out.js';

/** When a budget is used up at the present rate: a day, or why there is none. */
export function RunsOutText({
  budget,
  isShort = false,
}: {
  readonly budget: WireBudget;
  /** Whether something else says that it is before the reset. */
  readonly isShort?: boolean;
}) {
  const zone = zoneOf(useStore(timeZone));
  const { text, at, isSoon } = runsOut(budget);
  const { resetsAt } = budget;
  return (
    <span class={isSoon ? 'budgets-page__soon' : 'muted'}>
      {text}
      {at === null ? null : (
        <>
          {' '}
          <time dateTime={at}>{formatDay(new Date(at), serverNow(), { zone })}</time>
          {isShort || resetsAt === null ? '' : ', before the reset'}
        </>
      )}
    </span>
  );
}
