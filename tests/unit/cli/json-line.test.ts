/** Law (json-line.ts): the line is the value again when it is parsed, and nothing in it could control a terminal. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toJsonLine } from '../../../src/cli/terminal/json-line.ts';
import { toPrintable } from '../../../src/text/printable.ts';

it('is the value, and printable, whatever signs are in it', () => {
  const sign = fc.constantFrom(
    ...'a字"\\\n\u001b\u007f\u0085\u009b\u009f\u00a0\u2028\u2029\u202a\u202e\u202f\u2066\u2069😀',
  );
  const text = fc.string({
    unit: fc.oneof(
      sign,
      fc.integer({ min: 0, max: 0xffff }).map(unit => String.fromCharCode(unit)),
    ),
  });
  fc.assert(
    fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text), fc.integer())), value => {
      const line = toJsonLine(value);
      expect(line.endsWith('\n')).toBe(true);
      expect(toPrintable(line.slice(0, -1))).toBe(line.slice(0, -1));
      expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 2000 },
  );
});
