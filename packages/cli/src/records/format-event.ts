import { escapeControls } from '@wdh/logging';
import type { RunEvent } from '@wdh/runs';
import { cutText } from '../table/cut-text.js';

/** Formats an event as one line of at most `width` characters: time, level, name, step, payload. */
export function formatEvent(event: RunEvent, width: number): string {
  const { occurredAt, level, event: name, stepName, payload } = event;
  const facts = typeof payload === 'object' && payload !== null ? Object.entries(payload) : [];
  const parts = [
    occurredAt.toISOString().slice(11, 23),
    level.padEnd(5),
    name,
    stepName,
    ...facts.map(
      ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
  ];
  const line = escapeControls(parts.filter((part) => part !== null).join('  '));
  return cutText(line, width);
}
