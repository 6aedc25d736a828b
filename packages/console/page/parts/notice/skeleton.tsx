import './skeleton.css';

/** The shape of lines that are not there yet. */
export function Skeleton({ lines = 6 }: { readonly lines?: number }) {
  return (
    <div class="skeleton" aria-busy="true">
      <span class="unseen">Loading</span>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} class="skeleton__line" />
      ))}
    </div>
  );
}
