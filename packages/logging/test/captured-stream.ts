import { Writable } from 'node:stream';

/** A stream that keeps its data. */
export class CapturedStream extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  /** The lines written so far. */
  get lines(): readonly string[] {
    return this.text.split('\n').slice(0, -1);
  }

  /** The lines written so far, each parsed as JSON. */
  get entries(): readonly unknown[] {
    return this.lines.map((line) => JSON.parse(line) as unknown);
  }
}
