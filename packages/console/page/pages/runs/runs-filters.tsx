import { useEffect, useState } from 'preact/hooks';
import type { AddressState } from '../../address/use-address-state.js';
import { useStore } from '../../api/store.js';
import { Button } from '../../parts/form/button.js';
import { SelectField, TextField } from '../../parts/form/fields.js';
import { triggerWords } from '../../parts/text/trigger-words.js';
import { timeZone, zoneOf } from '../../preferences/preferences.js';
import { filterNames, isFiltered, type RunsFilter } from './runs-filter.js';
import { StatusToggles } from './status-toggles.js';
import { fromFieldTime, timeRanges, toFieldTime } from './time-range.js';

const typingMs = 300;
const own = 'own';

/** Which runs are listed. Each choice is in the address. */
export function RunsFilters({
  filter,
  address: { query, change },
  jobs,
}: {
  readonly filter: RunsFilter;
  readonly address: AddressState;
  readonly jobs: readonly string[];
}) {
  const zone = zoneOf(useStore(timeZone));
  const hasTimes = filter.from !== null || filter.before !== null;
  const [isOwn, setOwn] = useState(filter.range === null && hasTimes);
  // The list begins anew: a cursor belongs to the filter before.
  const set = (values: Readonly<Record<string, string | null>>, replace = false): void => {
    change({ cursor: null, ...values }, { replace });
  };
  const names = filter.job === null || jobs.includes(filter.job) ? jobs : [...jobs, filter.job];
  const zoneName = zone === 'UTC' ? 'UTC' : 'your zone';
  return (
    <section class="filters" aria-label="Filters">
      <StatusToggles
        chosen={filter.statuses}
        onChange={(statuses) => {
          set({ status: statuses.join(',') });
        }}
      />
      <div class="filters__fields">
        <SearchField
          text={filter.text ?? ''}
          onText={(text) => {
            set({ text }, true);
          }}
        />
        <SelectField
          label="Job"
          name="job"
          value={filter.job ?? ''}
          onChange={(job) => {
            set({ job });
          }}
          choices={[
            { value: '', label: 'All jobs' },
            ...names.map((name) => ({ value: name, label: name })),
          ]}
        />
        <SelectField
          label="Trigger"
          name="trigger"
          value={filter.trigger ?? ''}
          onChange={(trigger) => {
            set({ trigger });
          }}
          choices={[
            { value: '', label: 'All triggers' },
            ...Object.entries(triggerWords).map(([value, label]) => ({ value, label })),
          ]}
        />
        <SelectField
          label="Started"
          name="range"
          value={isOwn ? own : (filter.range ?? '')}
          onChange={(range) => {
            setOwn(range === own);
            if (range === own) set({ range: null });
            else set({ range, from: null, before: null });
          }}
          choices={[
            { value: '', label: 'At any time' },
            ...timeRanges,
            { value: own, label: 'From … to …' },
          ]}
        />
        {isOwn ? (
          <>
            <TextField
              label={`From (${zoneName})`}
              name="from"
              type="datetime-local"
              value={toFieldTime(filter.from, zone)}
              onChange={(text) => {
                set({ from: fromFieldTime(text, zone) }, true);
              }}
            />
            <TextField
              label={`Before (${zoneName})`}
              name="before"
              type="datetime-local"
              value={toFieldTime(filter.before, zone)}
              onChange={(text) => {
                set({ before: fromFieldTime(text, zone) }, true);
              }}
            />
          </>
        ) : null}
        <Button
          kind="quiet"
          icon="close"
          isDisabled={!isFiltered(query)}
          onClick={() => {
            setOwn(false);
            set(Object.fromEntries(filterNames.map((name) => [name, null])));
          }}
        >
          Clear filters
        </Button>
      </div>
    </section>
  );
}

/** A search that waits until the reader has typed. */
function SearchField({
  text,
  onText,
}: {
  readonly text: string;
  readonly onText: (text: string) => void;
}) {
  const [typed, setTyped] = useState(text);
  useEffect(() => {
    setTyped(text);
  }, [text]);
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(() => {
      onText(typed);
    }, typingMs);
    return () => {
      clearTimeout(timer);
    };
  }, [typed]);
  return (
    <TextField
      label="Search"
      name="text"
      type="search"
      value={typed}
      onChange={setTyped}
      placeholder="Error, code or beginning of an id"
    />
  );
}
