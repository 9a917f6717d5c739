/**
 * Which other name does a query's name have by the articles themselves? An article that says 石桥水务集团（以下简称“桥水”） makes
 * 桥水 find the articles with the full name, and the other way. There is no table of these in the file: the few articles
 * that hold a piece of the query and a word such as 简称 are read when they are asked for.
 */
import { findShortForms } from '../../analysis/find-short-forms.ts';
import { gatherMissing } from '../../bytes/missing-bytes.ts';
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import { PostingList } from '../../index/posting-list.ts';
import { isAlphanumericAt, isAlphanumericBefore } from '../../text/characters.ts';
import { fold } from '../../text/folding.ts';
import type { Span } from '../../text/span.ts';
import { stringFromUnits } from '../../text/units.ts';
import { intersectLists, uniteLists } from '../context/document-lists.ts';
import type { QueryContext } from '../context/query-context.ts';
import { isOneCharacter, type QueryText } from '../cut/cut-query.ts';
import { PhraseMatcher } from '../match/phrase/match-phrase.ts';
import { RequiredTerms } from '../match/required-terms.ts';
import type { SpelledSpan } from './spellings.ts';

/** Bigrams of every definition. */
const definingWords = ['简称', '下称', '全称', '统称', '合称'];
/** Maximum number of articles that are read for one piece of a query: 16 take .2 ms. */
const maxReadDocuments = 16;
/** Maximum number of pieces one of which is enough, the rarest first. */
const maxPieces = 3;
/** An end of a full name is looked for instead of the whole when it has at least this many units. */
const minCoreUnits = 6;
/** What a full name of the state begins with: without it, 公司法 is still the same law. */
const stateName = '中华人民共和国';

/** A name and another one that means the same, folded. */
interface OtherName {
  readonly name: string;
  readonly other: string;
}

/** Finds the names that the texts of one state of an index define. */
export class ShortForms {
  private definingDocuments: PostingList | undefined;
  private readonly namesByDocument = new Map<number, readonly OtherName[]>();

  private readonly textReaders: readonly TextReader[];

  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
  ) {
    this.textReaders = Object.entries(index.schema).flatMap(([name, { type }]) =>
      type === 'text' ? [index.getTextReader(name)] : [],
    );
  }

  /**
   * The names in a query text that have another name by the articles that hold its pieces, without overlap, each with its
   * other names.
   *
   * Law: each other name stands in one article beside the name, which is defined there by it or defines it.
   * @param needed whether an article must hold all pieces of the text, or one of the rarest is enough
   */
  find(text: QueryText, terms: RequiredTerms, needed: 'allPieces' | 'onePiece'): SpelledSpan[] {
    const others = new Map<string, Set<string>>();
    const documents = [...this.findDefiningDocuments(text, terms, needed)];
    gatherMissing(documents.length, i => {
      for (const { name, other } of this.readNames(documents[i])) {
        const known = others.get(name);
        if (known) known.add(other);
        else others.set(name, new Set([other]));
      }
    });
    return others.size > 0 ? findNames(text, others) : [];
  }

  /** The articles with these pieces that may define a name; none where they are many. */
  private findDefiningDocuments(
    text: QueryText,
    terms: RequiredTerms,
    needed: 'allPieces' | 'onePiece',
  ): ReadonlySet<number> {
    const found = new Set<number>();
    const rarestFirst = terms
      .splitIntoPieces(text, 'typed')
      .filter(piece => !isOneCharacter(text.analysis.units, piece))
      .map(piece => ({ piece, documents: terms.maxDocuments(text, piece) }))
      .filter(({ documents }) => documents > 0 || needed === 'allPieces')
      .sort((a, b) => a.documents - b.documents);
    if (!rarestFirst.length || rarestFirst[0].documents === 0) return found;
    const defining = this.listDefiningDocuments();
    const add = ({ documents, count }: PostingList) => {
      if (count > maxReadDocuments) return;
      for (let i = 0; i < count; i++) found.add(documents[i]);
    };
    if (defining.count === 0) return found;
    // The documents with a piece are looked up once: those with all pieces are in each of these lists.
    const held: PostingList[] = [];
    if (needed === 'onePiece')
      gatherMissing(Math.min(rarestFirst.length, maxPieces), i => {
        held[i] = terms.match(text, rarestFirst[i].piece, defining, 'intersect');
        add(held[i]);
      });
    let withAll = defining;
    for (let i = 0; i < rarestFirst.length; i++) {
      if (withAll.count === 0) return found;
      if (i >= held.length) withAll = terms.match(text, rarestFirst[i].piece, withAll, 'intersect');
      else withAll = i === 0 ? held[i] : intersectLists(withAll, held[i], this.context.borrowList());
    }
    add(withAll);
    return found;
  }

  /** The articles that hold a word of definitions; listed at the first use. */
  private listDefiningDocuments(): PostingList {
    if (this.definingDocuments) return this.definingDocuments;
    const { context } = this;
    const phrases = new PhraseMatcher(this.index, context);
    const terms = new RequiredTerms(context, this.textReaders);
    let listed: PostingList = context.borrowList();
    gatherMissing(definingWords.length, i => {
      const list = phrases.match({ text: definingWords[i], isPrefix: false }, terms);
      listed = uniteLists(listed, list, context.borrowList());
    });
    // A borrowed list is valid only in this query.
    const own = new PostingList();
    own.reserve(listed.count);
    own.documents.set(listed.documents.subarray(0, listed.count));
    own.count = listed.count;
    this.definingDocuments = own;
    return own;
  }

  /** The names that the texts of an article define, both ways; read once for each article. */
  private readNames(document: number): readonly OtherName[] {
    const known = this.namesByDocument.get(document);
    if (known) return known;
    const names: OtherName[] = [];
    const buffer = this.context.scratchText;
    gatherMissing(this.textReaders.length, i => {
      this.textReaders[i].readText(document, buffer);
      const text = fold(stringFromUnits(buffer.units, 0, buffer.length));
      const cut = ({ start, end }: Span) => text.slice(start, end);
      for (const { full, short, core } of findShortForms(text)) addNames(names, cut(full), cut(short), cut(core));
    });
    this.namesByDocument.set(document, names);
    return names;
  }
}

/**
 * Adds a definition both ways. A short form that is a part of the full name finds that anyway, and is not looked for instead
 * of it: 条例 is the short form of many.
 */
function addNames(names: OtherName[], full: string, short: string, core: string): void {
  const isPart = full.includes(short);
  if (isPart && full !== stateName + short) return;
  const end = core.length >= minCoreUnits ? core : full;
  for (const name of end === full ? [full] : [full, end]) {
    names.push({ name, other: short });
    if (!isPart) names.push({ name: short, other: name });
  }
}

/** The longest names that stand in a text, from left to right, without overlap. */
function findNames(
  { analysis: { units, length } }: QueryText,
  others: ReadonlyMap<string, Set<string>>,
): SpelledSpan[] {
  const typed = stringFromUnits(units, 0, length);
  const places: (Span & { readonly name: string })[] = [];
  for (const name of others.keys())
    for (let start = typed.indexOf(name); start >= 0; start = typed.indexOf(name, start + name.length)) {
      const end = start + name.length;
      if (isWhole(units, start, end, length)) places.push({ start, end, name });
    }
  places.sort((a, b) => a.start - b.start || b.end - a.end);
  const spans: SpelledSpan[] = [];
  for (const { start, end, name } of places) {
    if (start < (spans[spans.length - 1]?.end ?? 0)) continue;
    spans.push({ start, end, spell: () => [...others.get(name)!] });
  }
  return spans;
}

/** Whether no Latin word or number is cut at the ends of a span. */
function isWhole(units: Uint16Array, start: number, end: number, length: number): boolean {
  return (
    !(isAlphanumericBefore(units, start, length) && isAlphanumericAt(units, start, length)) &&
    !(isAlphanumericBefore(units, end, length) && isAlphanumericAt(units, end, length))
  );
}
