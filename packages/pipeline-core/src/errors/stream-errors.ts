import { WdhError } from './wdh-error.js';

/** A stream was iterated a second time. */
export function alreadyRead(domain: string): WdhError {
  return new WdhError('A stream can be read only once; call stream again to start another run.', {
    code: 'STREAM_ALREADY_READ',
    category: 'usage',
    domain,
  });
}

/** The consumer of a stream left before its end. */
export function readerLeft(domain: string): WdhError {
  return new WdhError('The run ended early: its consumer requested no further batch.', {
    code: 'READER_LEFT',
    category: 'interrupted',
    domain,
  });
}
