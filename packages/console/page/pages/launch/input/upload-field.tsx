import { useEffect, useRef, useState } from 'preact/hooks';
import type { WireFolder } from '../../../../src/wire/jobs.js';
import { asProblem } from '../../../api/send.js';
import { formatSize } from '../../../formats/format-quantity.js';
import { Button } from '../../../parts/form/button.js';
import { Field } from '../../../parts/form/field.js';
import { type Upload, uploadFile } from './upload-file.js';

/** What is uploaded now. */
interface Uploading {
  readonly file: File;
  readonly sentBytes: number;
}

/** Uploads a file into a folder, with its progress; it can be cancelled. */
export function UploadField({
  folder,
  onUploaded,
}: {
  readonly folder: WireFolder;
  readonly onUploaded: (name: string) => void;
}) {
  const [uploading, setUploading] = useState<Uploading | null>(null);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const upload = useRef<Upload | null>(null);
  // A page that is left does not send on.
  useEffect(() => () => upload.current?.cancel(), []);

  const send = async (file: File): Promise<void> => {
    setProblem(undefined);
    setUploading({ file, sentBytes: 0 });
    upload.current = uploadFile(folder.id, file, (sentBytes) => {
      setUploading({ file, sentBytes });
    });
    try {
      if (await upload.current.done) onUploaded(file.name);
    } catch (error) {
      setProblem(asProblem(error).message);
    }
    upload.current = null;
    setUploading(null);
  };
  return (
    <div class="input-browser__upload">
      <Field
        label={`Upload a file to ${folder.name}`}
        name="upload"
        problem={problem}
        isDisabled={uploading !== null}
      >
        {(control) => (
          <input
            {...control}
            type="file"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file !== undefined) void send(file);
              // The same file may be chosen again.
              currentTarget.value = '';
            }}
          />
        )}
      </Field>
      {uploading === null ? null : (
        <div class="input-browser__progress">
          <progress
            aria-label={`Upload of ${uploading.file.name}`}
            max={uploading.file.size}
            value={uploading.sentBytes}
          />
          <span>
            {formatSize(uploading.sentBytes)} of {formatSize(uploading.file.size)}
          </span>
          <Button
            icon="stop"
            onClick={() => {
              upload.current?.cancel();
            }}
          >
            Cancel the upload
          </Button>
        </div>
      )}
    </div>
  );
}
