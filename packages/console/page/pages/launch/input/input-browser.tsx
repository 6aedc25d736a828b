import { useState } from 'preact/hooks';
import type { WireInput } from '../../../../src/wire/actions.js';
import type { WireFolder, WireInputs } from '../../../../src/wire/jobs.js';
import { useAddress } from '../../../address/use-address-state.js';
import { withQuery } from '../../../api/api-path.js';
import { useAnswer } from '../../../api/use-answer.js';
import { SelectField, TextField } from '../../../parts/form/fields.js';
import { Pager } from '../../../parts/list/pager.js';
import { Answered } from '../../../parts/notice/answered.js';
import { FolderPath } from './folder-path.js';
import { InputList } from './input-list.js';
import { UploadField } from './upload-field.js';

/** Chooses a file below the folders that the project names; where one is open is in the address. */
export function InputBrowser({
  folders,
  chosen,
  problem,
  onChoose,
}: {
  readonly folders: readonly WireFolder[];
  readonly chosen: WireInput | null;
  readonly problem: string | undefined;
  readonly onChoose: (input: WireInput | null) => void;
}) {
  const { query, change } = useAddress();
  const [cursor, setCursor] = useState<string | null>(null);
  const id = Number(query.get('folder') ?? folders[0]?.id ?? 0);
  const below = query.get('below') ?? '';
  const text = query.get('find') ?? '';
  const folder = folders.find((one) => one.id === id) ?? folders[0];
  const answer = useAnswer<WireInputs>(
    withQuery('/inputs', { folder: folder?.id ?? 0, below, text, cursor }),
    { keepsPrevious: true },
  );
  const open = (values: Readonly<Record<string, string | null>>): void => {
    setCursor(null);
    change(values, { replace: true });
  };
  const choose = (path: string): void => {
    onChoose(folder === undefined ? null : { folder: folder.id, path });
  };
  return (
    <div class="input-browser">
      <div class="input-browser__where">
        {folders.length === 1 ? null : (
          <SelectField
            label="Folder"
            name="folder"
            value={String(folder?.id ?? 0)}
            choices={folders.map((one) => ({ value: String(one.id), label: one.name }))}
            onChange={(folderId) => {
              open({ folder: folderId, below: null, find: null });
            }}
          />
        )}
        <TextField
          label="Search in this folder"
          name="find"
          type="search"
          value={text}
          onChange={(find) => {
            open({ find });
          }}
        />
      </div>
      <FolderPath
        root={folder?.name ?? ''}
        below={below}
        onOpen={(path) => {
          open({ below: path, find: null });
        }}
      />
      <Answered answer={answer} lines={6}>
        {({ items, next }) => (
          <>
            <InputList
              items={items}
              isSearch={text !== ''}
              isStale={answer.isLoading}
              chosenName={nameBelow(chosen, folder?.id, below)}
              onFolder={(name) => {
                open({ below: pathOf(below, name), find: null });
              }}
              onFile={(name) => {
                choose(pathOf(below, name));
              }}
            />
            <Pager cursor={cursor} next={next} onCursor={setCursor} />
          </>
        )}
      </Answered>
      {folder?.allowsUploads === true ? (
        <UploadField
          folder={folder}
          onUploaded={(name) => {
            choose(name);
            open({ below: null, find: null });
            answer.reload();
          }}
        />
      ) : null}
      <p class={problem === undefined ? 'muted' : 'field__problem'} role="status">
        {problem ?? (chosen === null ? 'No file is chosen.' : `Chosen: ${chosen.path}`)}
      </p>
    </div>
  );
}

function pathOf(below: string, name: string): string {
  return below === '' ? name : `${below}/${name}`;
}

/** The name of the chosen file, if it is in the folder that is open. */
function nameBelow(chosen: WireInput | null, folder: number | undefined, below: string) {
  if (chosen === null || chosen.folder !== folder) return null;
  const end = chosen.path.lastIndexOf('/');
  return chosen.path.slice(0, Math.max(0, end)) === below ? chosen.path.slice(end + 1) : null;
}
