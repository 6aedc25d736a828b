/** An event of a stream. */
export interface StreamEvent {
  readonly name: string;
  readonly data: string;
  /** Where the stream is resumed after it; empty if the server gave none. */
  readonly id: string;
}

/**
 * Creates a parser of server-sent events: it takes pieces of text as they arrive.
 *
 * See https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream.
 */
export function createEventParser(onEvent: (event: StreamEvent) => void): (text: string) => void {
  let rest = '';
  let id = '';
  let name = '';
  let data: string[] = [];

  const readLine = (line: string): void => {
    if (line === '') {
      if (data.length > 0)
        onEvent({ name: name === '' ? 'message' : name, data: data.join('\n'), id });
      name = '';
      data = [];
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') name = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
  };

  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) readLine(line.replace(/\r$/, ''));
  };
}
