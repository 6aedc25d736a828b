import { Icon } from '../../parts/text/icon.js';
import { statusWords, type Status } from '../../parts/text/status-badge.js';

const statuses = Object.keys(statusWords) as readonly Status[];

/** A button for each status; several can be on. */
export function StatusToggles({
  chosen,
  onChange,
}: {
  readonly chosen: readonly Status[];
  readonly onChange: (chosen: readonly Status[]) => void;
}) {
  return (
    <div class="status-toggles" role="group" aria-label="Status">
      {statuses.map((status) => {
        const isOn = chosen.includes(status);
        return (
          <button
            key={status}
            type="button"
            class={`status-toggle${isOn ? ` status-badge--${status}` : ''}`}
            aria-pressed={isOn}
            onClick={() => {
              onChange(isOn ? chosen.filter((other) => other !== status) : [...chosen, status]);
            }}
          >
            <Icon name={status} />
            {statusWords[status]}
          </button>
        );
      })}
    </div>
  );
}
