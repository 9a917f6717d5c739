/** Names in a file that somebody forged, checksums included: of fields, ids, keyword values and the keys of stored values. */
import { describe, expect, it } from 'vitest';
import { HansouError } from '../../src/errors.ts';
import { keyword, stored, text } from '../../src/fields.ts';
import { createIndex, openIndex } from '../../src/search-index.ts';
import { fixChecksums } from '../laws/damage/mutations.ts';

const index = createIndex({ fields: { body: text(), placehold: keyword(), more: stored() } });
for (let i = 0; i < 3; i++)
  index.add({
    id: `identity${i}`,
    body: '石桥今天通车',
    placehold: ['valueofit'],
    more: { storedkey: { storedkey: 1 } },
  });
const bytes = index.toBytes();

/** Writes another name of as many bytes over each place of one. */
function forge(from: string, to: string): Uint8Array | undefined {
  const forged = Buffer.from(bytes);
  let count = 0;
  for (const encoding of ['utf8', 'utf16le'] as const) {
    const [before, after] = [Buffer.from(from, encoding), Buffer.from(to, encoding)];
    if (before.length !== after.length) continue;
    for (let at = forged.indexOf(before); at >= 0; at = forged.indexOf(before, at + 1), count++) forged.set(after, at);
  }
  return count > 0 ? fixChecksums(new Uint8Array(forged)) : undefined;
}

const hostile = [
  '__proto__',
  '\u001b[31mabcd',
  '\u202e\u2066\u200b',
  '\u009b31m\u0085ab',
  'a\nb\rc\0d\u0007e',
  '<b>&"\'x>;',
];
const unseen = /[\0-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;

describe.each(['placehold', 'identity0', 'valueofit', 'storedkey'])('instead of %s', from => {
  it('is refused without a control code in the message, or is a name that changes no prototype', () => {
    const outcomes = hostile.map(to => {
      const forged = forge(from, to);
      if (!forged) return 'not stored so';
      try {
        const { hits } = openIndex<{ body: ReturnType<typeof text> }>(forged).search('石桥');
        for (const { document } of hits as readonly { readonly document: Record<string, unknown> }[])
          for (const object of [document, document['more']])
            expect([Object.prototype, null], JSON.stringify(to)).toContain(Object.getPrototypeOf(object));
        return `${hits.length} hits`;
      } catch (error) {
        expect(error, JSON.stringify(to)).toBeInstanceOf(HansouError);
        expect((error as Error).message).not.toMatch(unseen);
        return (error as HansouError).code;
      }
    });
    expect(outcomes.filter(outcome => outcome !== 'not stored so').length).toBeGreaterThan(2);
    expect(({} as { storedkey?: unknown }).storedkey).toBeUndefined();
  });
});
