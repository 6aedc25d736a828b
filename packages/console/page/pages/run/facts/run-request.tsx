import { JsonText } from './json-text.js';

/** What a run was asked for: its request with the parameters, as JSON. */
export function RunRequest({ request }: { readonly request: unknown }) {
  return (
    <section class="card" aria-labelledby="request-title">
      <h2 id="request-title">Request and parameters</h2>
      {request === null ? (
        <p class="muted">It was started without a request: by a program, not by a job.</p>
      ) : (
        <JsonText value={request} label="Request" />
      )}
    </section>
  );
}
