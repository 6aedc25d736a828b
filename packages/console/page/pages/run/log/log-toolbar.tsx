import { useEffect, useState } from 'preact/hooks';
import { SelectField, TextField } from '../../../parts/form/fields.js';
import type { LogFilters } from './log-filters.js';
import './log-toolbar.css';

/** What changes in the address. */
export type ChangeFilters = (
  values: Readonly<Partial<Record<'level' | 'step' | 'text', string | null>>>,
  options?: { readonly replace?: boolean },
) => void;

const levels = [
  { value: null, label: 'All' },
  { value: 'warn', label: 'Warnings and errors' },
  { value: 'error', label: 'Errors' },
] as const;

/** Time without a key after which a search begins, in milliseconds. */
const pauseMs = 250;

/** The filters of the log: level, step and text. */
export function LogToolbar({
  filters,
  steps,
  onChange,
}: {
  readonly filters: LogFilters;
  /** Names of the steps of the run. */
  readonly steps: readonly string[];
  readonly onChange: ChangeFilters;
}) {
  const { level, step } = filters;
  const names = step === null || steps.includes(step) ? steps : [step, ...steps];
  return (
    <div class="log-toolbar">
      <div class="log-toolbar__levels" role="group" aria-label="Level">
        {levels.map(({ value, label }) => (
          <button
            key={label}
            type="button"
            aria-pressed={level === value}
            onClick={() => {
              onChange({ level: value });
            }}
          >
            {label}
          </button>
        ))}
      </div>
      <SelectField
        label="Step"
        name="step"
        value={step ?? ''}
        choices={[
          { value: '', label: 'All steps' },
          ...names.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(value) => {
          onChange({ step: value });
        }}
      />
      <LogSearch text={filters.text ?? ''} onChange={onChange} />
    </div>
  );
}

function LogSearch({
  text,
  onChange,
}: {
  readonly text: string;
  readonly onChange: ChangeFilters;
}) {
  const [draft, setDraft] = useState(text);
  useEffect(() => {
    setDraft(text);
  }, [text]);
  useEffect(() => {
    if (draft === text) return undefined;
    const timer = setTimeout(() => {
      onChange({ text: draft }, { replace: true });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [draft, text, onChange]);
  return (
    <TextField
      label="Search the log"
      name="text"
      type="search"
      placeholder="Event, or part of a name or value"
      value={draft}
      onChange={setDraft}
    />
  );
}
