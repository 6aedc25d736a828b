import { describe, expect, it } from 'vitest';
import { createEventParser, type StreamEvent } from './event-parser.js';

function parse(...pieces: readonly string[]): readonly StreamEvent[] {
  const events: StreamEvent[] = [];
  const push = createEventParser((event) => events.push(event));
  for (const piece of pieces) push(piece);
  return events;
}

describe('createEventParser', () => {
  it('reads name, id and data', () => {
    expect(parse('event: run\nid: 7\ndata: {"a":1}\n\n')).toEqual([
      { name: 'run', id: '7', data: '{"a":1}' },
    ]);
  });

  it('reads an event that arrives in pieces, with CRLF', () => {
    expect(parse('ev', 'ent: run\r\nda', 'ta: x\r', '\n\r\n')).toEqual([
      { name: 'run', id: '', data: 'x' },
    ]);
  });

  it('joins lines of data, and keeps the last id', () => {
    expect(parse('id: 1\ndata: a\ndata: b\n\ndata: c\n\n')).toEqual([
      { name: 'message', id: '1', data: 'a\nb' },
      { name: 'message', id: '1', data: 'c' },
    ]);
  });

  it('ignores comments and events without data', () => {
    expect(parse(': still here\n\nevent: run\n\n')).toEqual([]);
  });

  it('keeps a text of a log as it is', () => {
    expect(parse('data: <img onerror=alert(1)>: a: b\n\n')[0]?.data).toBe(
      '<img onerror=alert(1)>: a: b',
    );
  });
});
