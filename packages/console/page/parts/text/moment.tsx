import { serverNow, useNow } from '../../api/clock.js';
import { useStore } from '../../api/store.js';
import {
  formatFully,
  formatMoment,
  formatRelative,
  formatTime,
  isSameDay,
} from '../../formats/format-moment.js';
import { timeZone, zoneOf } from '../../preferences/preferences.js';
import './moment.css';

/**
 * A time in the reader's zone. The pointer and the focus show it in full and in UTC.
 *
 * `isRelative` writes `5 minutes ago`, and follows the clock. `isQuiet` is for lists: it has no seconds
 * and no stop of the Tab key; the focus of its row shows it in full.
 */
export function Moment(props: {
  /** In ISO 8601; null is written as a dash. */
  readonly at: string | null;
  readonly isRelative?: boolean;
  /** A time that is shown before it, in ISO 8601: on the same day, the day is omitted. */
  readonly after?: string;
  readonly isQuiet?: boolean;
}) {
  if (props.at === null) return <None />;
  return props.isRelative === true ? (
    <RelativeMoment at={props.at} isQuiet={props.isQuiet === true} />
  ) : (
    <Time
      at={props.at}
      isQuiet={props.isQuiet === true}
      {...(props.after === undefined ? {} : { after: props.after })}
    />
  );
}

/** What stands where there is no value. */
export function None() {
  return (
    <span class="muted">
      <span aria-hidden="true">–</span>
      <span class="unseen">none</span>
    </span>
  );
}

interface TimeProps {
  readonly at: string;
  readonly isQuiet: boolean;
}

function RelativeMoment({ at, isQuiet }: TimeProps) {
  const now = useNow();
  return <Time at={at} isQuiet={isQuiet} text={formatRelative(new Date(at), now)} />;
}

function Time({
  at,
  isQuiet,
  text,
  after,
}: TimeProps & { readonly text?: string; readonly after?: string }) {
  const zone = zoneOf(useStore(timeZone));
  const date = new Date(at);
  const utc = formatFully(date, { zone: 'UTC' });
  const full = zone === 'UTC' ? utc : `${formatFully(date, { zone })}\n${utc}`;
  return (
    <time
      class="moment"
      dateTime={at}
      data-hint={full}
      aria-description={full}
      {...(isQuiet ? {} : { tabIndex: 0 })}
    >
      {text ??
        (after !== undefined && isSameDay(new Date(after), date, { zone })
          ? formatTime(date, { zone })
          : formatMoment(date, serverNow(), { zone, isShort: isQuiet }))}
    </time>
  );
}
