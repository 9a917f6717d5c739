/**
 * Which documents have a title that is one of the words of the query? A help page titled 下划线 answers 字符 下划线, though
 * another page holds both words and this one does not.
 */
import { TermKind } from '../../analysis/analysis.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import type { PostingList } from '../../index/posting-list.ts';
import type { Span } from '../../text/span.ts';
import { listSet } from '../context/document-lists.ts';
import { DocumentSet } from '../context/document-set.ts';
import type { QueryContext } from '../context/query-context.ts';
import { findTitleField } from '../context/title-and-body.ts';
import { isOneCharacter, type QueryText } from '../cut/cut-query.ts';
import { RequiredTerms } from './required-terms.ts';

/** With more pieces than this, their unions are not looked up. */
const maxPieces = 8;

/** Finds documents by their whole titles, on one state of an index. */
export class WholeTitles {
  readonly title: TextReader | undefined;
  private readonly titleTerms: RequiredTerms;

  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
  ) {
    this.title = findTitleField(index);
    this.titleTerms = new RequiredTerms(context, this.title ? [this.title] : []);
  }

  /**
   * The documents whose whole title, apart from punctuation and spaces, is a piece of the query or several that touch;
   * single characters do not count.
   *
   * Law: such a title has all characters of the piece, in its order, and no others.
   * @param fields the fields that the pieces are searched in: nothing is found if the title is not among them
   * @param candidates only these documents are looked for; default all
   */
  match(
    text: QueryText,
    pieces: readonly Span[],
    terms: RequiredTerms,
    candidates: PostingList | undefined,
  ): PostingList {
    const out = this.context.borrowList();
    let found: DocumentSet | undefined;
    for (const span of this.listSpans(text, pieces, terms))
      found = this.addTitles(text, span, this.title!, candidates, found);
    return found ? listSet(found, out) : out;
  }

  /** The spans each of which may be a whole title: together at least half of the query's weight. */
  listSpans(text: QueryText, pieces: readonly Span[], terms: RequiredTerms): Span[] {
    const { title } = this;
    const spans: Span[] = [];
    if (!title || !terms.fields.includes(title) || pieces.length < 2 || pieces.length > maxPieces) return spans;
    const rarities = pieces.map(piece =>
      Math.log(1 + this.index.documentCount / (1 + terms.maxDocuments(text, piece))),
    );
    const half = rarities.reduce((sum, rarity) => sum + rarity, 0) / 2;
    for (let first = 0; first < pieces.length; first++) {
      let rarity = 0;
      for (let last = first; last < pieces.length; last++) {
        if (last > first && pieces[last - 1].end !== pieces[last].start) break;
        rarity += rarities[last];
        const span = { start: pieces[first].start, end: pieces[last].end };
        if (rarity < half || isOneCharacter(text.analysis.units, span)) continue;
        if (this.titleTerms.maxDocuments(text, span) === 0) break;
        spans.push(span);
      }
    }
    return spans;
  }

  /** Adds the documents whose title has the terms of the span and no more characters and runs. */
  private addTitles(
    text: QueryText,
    span: Span,
    title: TextReader,
    candidates: PostingList | undefined,
    found: DocumentSet | undefined,
  ): DocumentSet | undefined {
    const size = countAtoms(text, span);
    const list = this.titleTerms.match(text, span, candidates, 'intersect');
    if (this.context.loadsBytes) title.loadSizes(list);
    const { sizeCodes, sizes } = title;
    for (let i = 0; i < list.count; i++) {
      const document = list.documents[i];
      if (sizes[sizeCodes[document]] !== size) continue;
      found ??= new DocumentSet(this.index.documentLimit);
      found.add(document);
    }
    return found;
  }
}

/** The number of characters and of runs of letters and digits in a span: its size as a field. */
export function countAtoms({ terms }: QueryText, { start, end }: Span): number {
  let count = 0;
  for (const term of terms) if (term.kind !== TermKind.Bigram && term.start >= start && term.end <= end) count++;
  return count;
}
