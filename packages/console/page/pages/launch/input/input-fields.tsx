import type { ComponentChildren } from 'preact';
import type { WireLaunchForm } from '../../../../src/wire/jobs.js';
import { Notice } from '../../../parts/notice/notice.js';
import type { InputKind, LaunchState, RepeatedRun } from '../launch-state.js';
import { InputBrowser } from './input-browser.js';
import './input-fields.css';

/** What a run reads: the input of the job, that of the run that is repeated, or a file of a folder. */
export function InputFields({
  form,
  state,
  change,
  problems,
  repeated,
}: {
  readonly form: WireLaunchForm;
  readonly state: LaunchState;
  readonly change: (changes: Partial<LaunchState>) => void;
  readonly problems: Readonly<Record<string, string>>;
  readonly repeated: RepeatedRun | null;
}) {
  const { needsInput, example, folders } = form;
  const { inputKind } = state;
  const choice = (kind: InputKind, label: ComponentChildren) => (
    <label class="input-fields__choice">
      <input
        type="radio"
        name="inputKind"
        value={kind}
        checked={inputKind === kind}
        onChange={() => {
          change({ inputKind: kind });
        }}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <fieldset class="card launch-form__part">
      <legend>Input</legend>
      {repeated === null ? null : choice('repeated', <>What that run read{fileOf(repeated)}</>)}
      {needsInput
        ? null
        : choice(
            'job',
            example === null ? (
              'The input that the job finds by itself'
            ) : (
              <>
                The example, <code>{example}</code>
              </>
            ),
          )}
      {folders.length === 0 ? null : choice('chosen', 'A file of a folder')}
      {inputKind === 'chosen' && folders.length > 0 ? (
        <InputBrowser
          folders={folders}
          chosen={state.input}
          problem={problems['input']}
          onChoose={(input) => {
            change({ input });
          }}
        />
      ) : null}
      {inputKind !== 'chosen' && problems['input'] !== undefined ? (
        <p class="field__problem" role="alert">
          {problems['input']}
        </p>
      ) : null}
      {folders.length === 0 ? <NoFolders needsInput={needsInput && repeated === null} /> : null}
    </fieldset>
  );
}

function fileOf({ inputFilePath }: RepeatedRun) {
  if (inputFilePath === null) return null;
  // The folders of the server are not shown where a name will do.
  return (
    <>
      , <code>{inputFilePath.split(/[\\/]/u).at(-1)}</code>
    </>
  );
}

function NoFolders({ needsInput }: { readonly needsInput: boolean }) {
  return (
    <Notice
      kind={needsInput ? 'warning' : 'empty'}
      title={
        needsInput
          ? 'This job needs an input, and there is no folder to choose from'
          : 'There is no folder to choose another file from'
      }
    >
      <p>
        Name folders as <code>inputs</code> in wdh.config.ts, and start the console again.
      </p>
    </Notice>
  );
}
