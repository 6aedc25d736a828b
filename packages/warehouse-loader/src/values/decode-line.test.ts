import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LineBuffer } from '../copy/line-buffer.js';
import { decodeLine } from './decode-line.js';

it('the fields of a line are decoded as they were written, with any content', () => {
  const field = fc.option(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('\\', '\t', '\n', '\r', 'N', 't', 'é'), maxLength: 90 }),
    ),
  );
  fc.assert(
    fc.property(fc.array(field, { minLength: 1 }), (fields) => {
      fc.pre(fields.every((text) => text?.includes('\0') !== true));
      const lines = new LineBuffer();
      for (const text of fields) {
        if (text === null) lines.addNull();
        else lines.addText(text);
      }
      lines.endLine();
      expect(decodeLine(lines.take())).toEqual(fields);
    }),
  );
});
