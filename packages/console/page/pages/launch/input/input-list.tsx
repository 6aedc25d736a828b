import type { WireInputs } from '../../../../src/wire/jobs.js';
import { formatSize } from '../../../formats/format-quantity.js';
import { moveByArrow } from '../../../parts/list/arrow-keys.js';
import { Icon } from '../../../parts/text/icon.js';
import { Moment } from '../../../parts/text/moment.js';

/** Files and folders of the folder that is open. Arrows move, Enter opens or chooses. */
export function InputList({
  items,
  isSearch,
  isStale,
  chosenName,
  onFolder,
  onFile,
}: {
  readonly items: WireInputs['items'];
  readonly isSearch: boolean;
  readonly isStale: boolean;
  readonly chosenName: string | null;
  readonly onFolder: (name: string) => void;
  readonly onFile: (name: string) => void;
}) {
  if (items.length === 0) {
    return (
      <p class="muted">{isSearch ? 'No name matches the search.' : 'This folder is empty.'}</p>
    );
  }
  const chosenAt = items.findIndex(({ name, isFolder }) => !isFolder && name === chosenName);
  const tabStop = Math.max(0, chosenAt);
  return (
    <ul
      class={`input-browser__list${isStale ? ' input-browser__list--stale' : ''}`}
      aria-label="Files and folders"
      onKeyDown={(event) => {
        if (event.key !== 'Enter') moveByArrow(event, 'button');
      }}
    >
      {items.map(({ name, isFolder, sizeBytes, modifiedAt }, index) => (
        <li key={name}>
          <button
            type="button"
            class="input-browser__item"
            aria-pressed={isFolder ? undefined : index === chosenAt}
            tabIndex={index === tabStop ? 0 : -1}
            onClick={() => {
              if (isFolder) onFolder(name);
              else onFile(name);
            }}
          >
            <Icon name={isFolder ? 'watches' : index === chosenAt ? 'success' : 'file'} />
            <span class="input-browser__name">
              {isFolder ? <span class="unseen">Folder </span> : null}
              {name}
            </span>
            <span class="muted">{sizeBytes === null ? '' : formatSize(sizeBytes)}</span>
            <span class="muted">
              {modifiedAt === null ? '' : <Moment at={modifiedAt} isQuiet />}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
