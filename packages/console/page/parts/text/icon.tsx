import './icon.css';

/** Shapes in a square of 16: drawn by lines of the colour of the text. */
const shapes = {
  queued: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 5v3l2 1.5',
  running: 'M8 2.5A5.5 5.5 0 1 1 2.5 8M6.5 5.5v5l4-2.5z',
  success: 'M3 8.5l3.5 3.5L13 4.5',
  failed: 'M4 4l8 8M12 4l-8 8',
  skipped: 'M3 4l5 4-5 4zM8 4l5 4-5 4z',
  rehearsed: 'M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4M8 6.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3',
  cancelled: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M4.2 4.2l7.6 7.6',
  abandoned: 'M8 2.5L14 13H2zM8 6.5v3M8 11.2v.3',
  warning: 'M8 2.5L14 13H2zM8 6.5v3M8 11.2v.3',
  info: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 7.5v3.5M8 5v.3',
  lost: 'M2 6.5a9 9 0 0 1 12 0M4.5 9.3a5.4 5.4 0 0 1 7 0M8 12.5v.3M3 3l10 10',
  overview: 'M2.5 9h4.5v4.5H2.5zM2.5 2.5H7v3.5H2.5zM9.5 2.5h4v4.5h-4zM9.5 10h4v3.5h-4z',
  jobs: 'M2.5 3h4v3.5h-4zM9.5 9.5h4V13h-4zM6.5 4.7h3a2 2 0 0 1 2 2v2.8',
  runs: 'M2.5 4h2M7 4h6.5M2.5 8h2M7 8h6.5M2.5 12h2M7 12h6.5',
  schedules: 'M3 3.5h10v10H3zM3 6.5h10M5.5 2v3M10.5 2v3',
  watches: 'M2 4h4.5L8 5.5h6V13H2z',
  budgets: 'M2.5 4.5h11v8.5h-11zM2.5 7.5h11M10 10.5h1.5',
  exceeded: 'M3 13h10M8 10.5V3M4.5 6.5L8 3l3.5 3.5',
  user: 'M8 3a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M3 13.5c.5-2.5 2.4-4 5-4s4.5 1.5 5 4',
  close: 'M4 4l8 8M12 4l-8 8',
  right: 'M6 3.5L10.5 8 6 12.5',
  down: 'M3.5 6L8 10.5 12.5 6',
  up: 'M3.5 10L8 5.5 12.5 10',
  repeat: 'M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.5V6H9.5',
  play: 'M4.5 3l8 5-8 5z',
  stop: 'M4 4h8v8H4z',
  download: 'M8 2.5v7.5M4.5 7L8 10.5 11.5 7M3 13.5h10',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3l3.2 3.2',
} as const;

/** Name of an icon. */
export type IconName = keyof typeof shapes;

/** A small picture beside a word; screen readers skip it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
