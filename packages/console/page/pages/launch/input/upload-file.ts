import { apiPath } from '../../../api/api-path.js';
import type { ApiProblem } from '../../../api/api-problem.js';
import { connectionLost, problemOf } from '../../../api/api-problem.js';

/** An upload in progress. */
export interface Upload {
  /** Rejects with an {@link ApiProblem}. Resolves with false if it was cancelled. */
  readonly done: Promise<boolean>;
  readonly cancel: () => void;
}

/** Sends a file to a folder. `fetch` reports no progress of what is sent. */
export function uploadFile(
  folder: number,
  file: File,
  onProgress: (sentBytes: number) => void,
): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<boolean>((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded }) => {
      onProgress(loaded);
    });
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve(true);
      else void problemOfRequest(request).then(reject);
    });
    request.addEventListener('error', () => {
      reject(connectionLost());
    });
    request.addEventListener('abort', () => {
      resolve(false);
    });
  });
  request.open('PUT', `api${apiPath`/inputs/${String(folder)}/${file.name}`}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.setRequestHeader('accept', 'application/json');
  request.send(file);
  return {
    done,
    cancel: () => {
      request.abort();
    },
  };
}

function problemOfRequest({ status, responseText }: XMLHttpRequest): Promise<ApiProblem> {
  return problemOf(new Response(responseText, { status }));
}
