import { describe, expect, it } from 'vitest';
import type { TextReader } from '../../../../src/index/index-reader.ts';
import { DocumentText } from '../../../../src/query/context/document-text.ts';
import type { UnitBuffer } from '../../../../src/text/unit-buffer.ts';
import { stringFromUnits } from '../../../../src/text/units.ts';

/** A field whose document i has the text `texts[i]`, and the documents that were read. */
function createField(texts: readonly string[]) {
  const read: number[] = [];
  const field = {
    readText(document: number, into: UnitBuffer) {
      if (document < 0) throw new Error('missing');
      read.push(document);
      into.reserve(texts[document].length);
      into.units.set(Array.from(texts[document], character => character.charCodeAt(0)));
      into.length = texts[document].length;
    },
  } as unknown as TextReader;
  return { field, read };
}

describe('the text of a document', () => {
  it('is read once until another one of its field is, and has its folded units beside it', () => {
    const title = createField(['ＡＢＣ', '石橋']);
    const body = createField(['長橋', '石橋村通車了']);
    const text = new DocumentText();
    const show = (field: TextReader, document: number) => {
      const { original, folded } = text.read(field, document);
      return [stringFromUnits(original.units, 0, original.length), stringFromUnits(folded, 0, original.length)];
    };
    expect(show(title.field, 0)).toEqual(['ＡＢＣ', 'abc']);
    expect(show(body.field, 0)).toEqual(['長橋', '长桥']);
    expect(show(title.field, 0)).toEqual(['ＡＢＣ', 'abc']);
    expect(show(body.field, 1)).toEqual(['石橋村通車了', '石桥村通车了']);
    expect(title.read).toEqual([0]);
    expect(body.read).toEqual([0, 1]);
    expect(() => text.read(title.field, -1)).toThrow('missing');
    expect(show(title.field, 0)).toEqual(['ＡＢＣ', 'abc']);
    expect(title.read).toEqual([0, 0]);
  });
});
