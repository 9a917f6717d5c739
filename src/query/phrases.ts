import { TermKind } from '../analysis/analysis.ts';
import { type IndexReader, type TextReader, UnitBuffer } from '../inverted/index-reader.ts';
import { Matcher } from '../match/matcher.ts';
import { fold, foldUnits } from '../text/folding.ts';
import { analyzeQueryText } from './cut.ts';
import { DocumentSet } from './document-set.ts';
import { PieceFinder } from './pieces.ts';

/**
 * The documents where a piece stands literally.
 *
 * Law (Includes): every document in whose searchable text the piece stands, its Latin or number ending at edges, is
 * found, and no other. The terms of the piece narrow the search, the text decides; a piece without terms (a comma) is
 * looked for in every text.
 */
export class PhraseFinder {
  private readonly buffer = new UnitBuffer();

  constructor(private readonly index: IndexReader) {}

  /**
   * @param piece any string; an empty one is found nowhere
   * @param openEnd whether Latin or a number may go on behind the piece
   */
  find(piece: string, fields: readonly TextReader[], openEnd = false): DocumentSet {
    const found = new DocumentSet(this.index.documentLimit);
    if (piece === '') return found;
    const matcher = new Matcher([fold(piece)], () => openEnd);
    for (const field of fields) {
      const candidates = this.candidates(piece, field, openEnd).andNot(found);
      for (let document = candidates.next(0); document < candidates.limit; document = candidates.next(document + 1))
        if (this.standsIn(matcher, field, document)) found.add(document);
    }
    return found;
  }

  private candidates(piece: string, field: TextReader, openEnd: boolean): DocumentSet {
    const analysis = analyzeQueryText(piece);
    const text = { analysis, words: [], known: [] };
    // A run that may go on is no whole term of the text.
    let end = analysis.length;
    if (openEnd)
      for (let i = 0; i < analysis.count; i++)
        if (analysis.kinds[i] === TermKind.Word && analysis.ends[i] === end) end = analysis.starts[i];
    if (analysis.ends.subarray(0, analysis.count).some(termEnd => termEnd <= end))
      return new PieceFinder(this.index, [field]).holdingAll(text, { start: 0, end });
    const all = new DocumentSet(this.index.documentLimit);
    for (let document = 0; document < all.limit; document++) if (this.index.isLive(document)) all.add(document);
    return all;
  }

  private standsIn(matcher: Matcher, field: TextReader, document: number): boolean {
    const { buffer } = this;
    field.readText(document, buffer);
    foldUnits(buffer.units, buffer.length);
    return matcher.indexIn(buffer.units, buffer.length) >= 0;
  }
}
