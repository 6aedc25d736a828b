import type { WireLaunchForm } from '../../../src/wire/jobs.js';
import { CheckField, SelectField, TextField } from '../../parts/form/fields.js';
import type { LaunchState } from './launch-state.js';
import { PartitionField } from './partition-field.js';

const modeHints: Readonly<Record<string, string>> = {
  append: 'Adds all rows to the table.',
  upsert: 'Inserts new keys and updates those that are there.',
  insert_new: 'Inserts new keys and leaves those that are there.',
  replace: 'The table then holds these rows only.',
};

/** How a run loads its rows. */
export function OptionFields({
  form,
  state,
  change,
  problems,
}: {
  readonly form: WireLaunchForm;
  readonly state: LaunchState;
  readonly change: (changes: Partial<LaunchState>) => void;
  readonly problems: Readonly<Record<string, string>>;
}) {
  return (
    <fieldset class="card launch-form__part">
      <legend>Options</legend>
      <div class="launch-form__grid">
        {form.partitions.length === 0 ? null : (
          <PartitionField
            keys={form.partitions}
            value={state.partition}
            problem={problems['partition']}
            onChange={(partition) => {
              change({ partition });
            }}
          />
        )}
        <SelectField
          label="Mode"
          name="mode"
          value={state.mode}
          choices={form.modes.map((mode) => ({
            value: mode,
            label: mode === form.mode ? `${mode} (as declared)` : mode,
          }))}
          hint={modeHints[state.mode]}
          problem={problems['mode']}
          onChange={(mode) => {
            change({ mode });
          }}
        />
        <SelectField
          label="Bad rows"
          name="onBadRow"
          value={state.onBadRow}
          choices={[
            { value: 'collect', label: 'Reject them and continue' },
            { value: 'stop', label: 'End the run at the first one' },
          ]}
          problem={problems['onBadRow']}
          onChange={(onBadRow) => {
            change({ onBadRow });
          }}
        />
        <TextField
          label="Rejected rows allowed, in %"
          name="errorThreshold"
          value={state.threshold}
          hint="The run fails if more rows are rejected."
          problem={problems['errorThreshold']}
          isDisabled={state.onBadRow === 'stop'}
          onChange={(threshold) => {
            change({ threshold });
          }}
        />
        <TextField
          label="Version of the input"
          name="inputVersion"
          value={state.inputVersion}
          hint="Optional, such as 2."
          problem={problems['inputVersion']}
          onChange={(inputVersion) => {
            change({ inputVersion });
          }}
        />
        <TextField
          label="Encoding"
          name="encoding"
          value={state.encoding}
          hint="Optional, such as windows-1252. Empty: as the job declares."
          problem={problems['encoding']}
          onChange={(encoding) => {
            change({ encoding });
          }}
        />
      </div>
      <CheckField
        label="Dry run"
        name="dryRun"
        hint="Does everything but the COMMIT: no row is loaded."
        isChecked={state.isDryRun}
        onChange={(isDryRun) => {
          change({ isDryRun });
        }}
      />
      <CheckField
        label="Load again"
        name="force"
        hint="Loads content that was loaded before; otherwise such a run is skipped."
        isChecked={state.isForced}
        onChange={(isForced) => {
          change({ isForced });
        }}
      />
    </fieldset>
  );
}
