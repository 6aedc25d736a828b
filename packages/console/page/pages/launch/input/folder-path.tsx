import { Button } from '../../../parts/form/button.js';

/** The way to the folder that is open: each part opens a folder above it. */
export function FolderPath({
  root,
  below,
  onOpen,
}: {
  readonly root: string;
  readonly below: string;
  /** Is called with the path below the root; null is the root. */
  readonly onOpen: (path: string | null) => void;
}) {
  const parts = below === '' ? [] : below.split('/');
  return (
    <nav class="input-browser__path" aria-label="Open folder">
      {[root, ...parts].map((name, index) => (
        <span key={`${String(index)} ${name}`}>
          {index === 0 ? null : <span aria-hidden="true"> / </span>}
          {index === parts.length ? (
            <span aria-current="true">{name}</span>
          ) : (
            <Button
              kind="link"
              onClick={() => {
                onOpen(index === 0 ? null : parts.slice(0, index).join('/'));
              }}
            >
              {name}
            </Button>
          )}
        </span>
      ))}
    </nav>
  );
}
