import './json-text.css';

/** A value as indented JSON. It is text: nothing in it is read as markup. */
export function JsonText({ value, label }: { readonly value: unknown; readonly label: string }) {
  return (
    <pre class="json-text" tabIndex={0} role="region" aria-label={label}>
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}
