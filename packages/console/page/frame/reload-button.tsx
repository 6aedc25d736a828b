import { Button } from '../parts/form/button.js';

/** Loads the whole page again. */
export function ReloadButton() {
  return (
    <Button icon="repeat" onClick={() => location.reload()}>
      Load again
    </Button>
  );
}
