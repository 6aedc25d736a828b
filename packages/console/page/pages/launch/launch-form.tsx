import { useLocation } from 'preact-iso/router';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { WireLaunched } from '../../../src/wire/actions.js';
import type { WireLaunchForm } from '../../../src/wire/jobs.js';
import { runAddress } from '../../address/addresses.js';
import { basePath } from '../../address/base-path.js';
import { useAddressState } from '../../address/use-address-state.js';
import { apiPath } from '../../api/api-path.js';
import type { ApiProblem } from '../../api/api-problem.js';
import { newId } from '../../api/new-id.js';
import { asProblem, send } from '../../api/send.js';
import { placeProblems } from '../../form/problem-places.js';
import { hasFields, schemaFields } from '../../form/schema-fields.js';
import { Button } from '../../parts/form/button.js';
import { Notice } from '../../parts/notice/notice.js';
import { Problem } from '../../parts/notice/problem.js';
import { InputFields } from './input/input-fields.js';
import { launchBody } from './launch-body.js';
import { launchState, type LaunchState, type RepeatedRun } from './launch-state.js';
import { OptionFields } from './option-fields.js';
import { ParamsFields } from './params-fields.js';

/** What is asked for in a launch. */
export interface LaunchFormProps {
  readonly job: string;
  readonly form: WireLaunchForm;
  readonly repeated: RepeatedRun | null;
}

/** Asks for a run of a job. The same form launches one run, however often its button is pressed. */
export function LaunchForm({ job, form, repeated }: LaunchFormProps) {
  const [executionId] = useState(newId);
  const [partition] = useAddressState('partition');
  const fields = useMemo(
    () => (hasFields(form.params) ? schemaFields(form.params, 'params') : null),
    [form],
  );
  const [state, setState] = useState(() =>
    launchState(form, fields, { repeated, partition: partition ?? '' }),
  );
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [refusal, setRefusal] = useState<ApiProblem | string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const { route } = useLocation();

  const change = (changes: Partial<LaunchState>): void => {
    setState((before) => ({ ...before, ...changes }));
  };
  const show = (found: Readonly<Record<string, string>>): void => {
    setProblems(found);
    // The first field with a problem, when it is shown.
    setTimeout(() => {
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    });
  };
  const launch = async (): Promise<void> => {
    const parent = repeated?.executionId ?? null;
    const checked = launchBody({ form, fields, executionId, parent }, state);
    setRefusal(null);
    show(checked.problems);
    if (Object.keys(checked.problems).length > 0) return;
    setBusy(true);
    try {
      const launched = await send<WireLaunched>('POST', apiPath`/jobs/${job}/runs`, checked.body);
      if (launched.outcome !== 'refused') {
        route(`${basePath()}/${runAddress(launched.executionId)}`);
        return;
      }
      setRefusal(launched.reason ?? 'The run was refused.');
    } catch (error) {
      const problem = asProblem(error);
      const placed = placeProblems(fields ?? [], withoutRequest(problem.fields), ownPlaces);
      show(placed.problems);
      setRefusal(problem);
    }
    setBusy(false);
  };

  return (
    <form
      ref={element}
      class="launch-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void launch();
      }}
    >
      <InputFields {...{ form, state, change, problems }} repeated={repeated} />
      {form.hasParams ? <ParamsFields {...{ fields, state, change, problems }} /> : null}
      <OptionFields {...{ form, state, change, problems }} />
      <div class="launch-form__end">
        <Button type="submit" kind="main" icon="play" isBusy={isBusy}>
          {state.isDryRun ? 'Launch a dry run' : 'Launch'}
        </Button>
        <p class="muted">{runsIn[form.runsIn]}</p>
      </div>
      {Object.keys(problems).length === 0 ? null : (
        <p class="field__problem" role="status">
          {needsValues(Object.keys(problems).length)}
        </p>
      )}
      {refusal === null ? null : typeof refusal === 'string' ? (
        <Notice kind="warning" title="The run was not launched" isUrgent>
          <p>{refusal}</p>
        </Notice>
      ) : (
        <Problem problem={refusal} />
      )}
    </form>
  );
}

/** The server names the parts of the request below `request`. */
function withoutRequest(
  problems: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const named = Object.entries(problems);
  return Object.fromEntries(named.map(([path, text]) => [path.replace(/^request\./u, ''), text]));
}

/** Fields of the form beside the parameters, by the names that the server uses. */
const ownPlaces: ReadonlySet<string> = new Set([
  'input',
  'mode',
  'onBadRow',
  'errorThreshold',
  'partition',
  'inputVersion',
  'encoding',
  'params',
]);

const runsIn = {
  queue: 'The run goes to the queue, and a worker starts it.',
  console: 'The run starts in the process of this console.',
} as const;

function needsValues(count: number): string {
  return count === 1 ? '1 field needs another value.' : `${count} fields need other values.`;
}
