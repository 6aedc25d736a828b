import { useId } from 'preact/hooks';
import { Field } from '../../parts/form/field.js';

/** Most keys that the browser suggests: the latest. */
const mostSuggested = 400;

/** The partition that an input holds: its key is written or chosen. */
export function PartitionField({
  keys,
  value,
  problem,
  onChange,
}: {
  readonly keys: readonly string[];
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (key: string) => void;
}) {
  const list = useId();
  const latest = keys.at(-1) ?? '';
  return (
    <Field label="Partition" name="partition" hint={`Such as ${latest}.`} problem={problem}>
      {(control) => (
        <>
          <input
            {...control}
            class="field__control"
            type="text"
            list={list}
            autocomplete="off"
            spellcheck={false}
            value={value}
            onInput={({ currentTarget }) => {
              onChange(currentTarget.value);
            }}
          />
          <datalist id={list}>
            {keys
              .slice(-mostSuggested)
              .toReversed()
              .map((key) => (
                <option key={key} value={key} />
              ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
