/** Matches phrases and prefixes: their terms give the candidates, the texts of these decide. */

import { TermKind } from '../../../analysis/analysis.ts';
import { gatherMissing } from '../../../bytes/missing-bytes.ts';
import { type IndexReader, PrefixMark, type TextReader } from '../../../index/index-reader.ts';
import { PostingList } from '../../../index/posting-list.ts';
import { hasDistinctForms } from '../../../text/distinct-forms.ts';
import { normalize } from '../../../text/normal-form.ts';
import { filterDocuments, listSet, subtractSet, uniteLists } from '../../context/document-lists.ts';
import { DocumentSet } from '../../context/document-set.ts';
import { createVerifier, type DocumentVerifier } from '../../context/document-verifier.ts';
import { collectLiveDocuments } from '../../context/live-documents.ts';
import type { QueryContext } from '../../context/query-context.ts';
import { createTextVerifier } from '../../context/text-verifier.ts';
import { analyzeQueryText, type QueryText } from '../../cut/cut-query.ts';
import { listRequiredTerms } from '../list-required-terms.ts';
import type { MatchPurpose, RequiredTerms } from '../required-terms.ts';
import { isProvable, provePhrase } from './prove-phrase.ts';
import { type Phrase, PhraseVerifier } from './verify-phrase.ts';

/** Documents that may match, ascending. */
export interface Candidates {
  readonly list: PostingList;
  /** Decides for a document of the list; undefined when all match. */
  readonly verify?: DocumentVerifier;
}

/**
 * Finds the documents that contain a phrase.
 *
 * Law (Includes): every document is found whose searchable text contains the phrase, with its Latin words and numbers
 * whole, and no other. The terms of the phrase give the candidates, the text decides (`PhraseVerifier` says what
 * "contains" is); for a phrase without terms (a comma) every text is read.
 */
export class PhraseMatcher {
  /** What `markWords` gave in the current query, by prefix: all tiers of a query ask for it again. */
  private readonly marks = new Map<string, { readonly fields: readonly TextReader[]; readonly marks: Uint8Array }[]>();

  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
  ) {}

  /** Begins a query. */
  beginQuery(): void {
    if (this.marks.size > 0) this.marks.clear();
  }

  /** @param candidates only these documents are looked for; default all */
  match(phrase: Phrase, terms: RequiredTerms, candidates?: PostingList): PostingList {
    const { list, verify } = this.findCandidates(phrase, terms, candidates);
    return verify ? filterDocuments(list, verify, this.context.borrowList()) : list;
  }

  /** The documents that contain the terms of the phrase, as it was typed or in normal form. */
  findCandidates(phrase: Phrase, terms: RequiredTerms, candidates?: PostingList): Candidates {
    if (phrase.text === '') return { list: this.context.borrowList() };
    const { list, isExact, proved } = this.findByForms(phrase, terms, candidates);
    if (isExact) return { list };
    const verify = this.createVerifier([phrase], terms.fields);
    return { list, verify: proved ? excuseProved(proved, verify) : verify };
  }

  /** `findCandidates` for documents with one of several phrases. The texts of those that one phrase proves are not read. */
  findAnyCandidates(phrases: readonly Phrase[], terms: RequiredTerms, candidates?: PostingList): Candidates {
    const { context } = this;
    if (phrases.length === 1) return this.findCandidates(phrases[0], terms, candidates);
    const all = new DocumentSet(this.index.documentLimit);
    const allProved = new DocumentSet(this.index.documentLimit);
    const unproved: Phrase[] = [];
    const long = phrases.filter(provesNothing);
    const ordered = [...phrases.filter(phrase => !provesNothing(phrase)), ...long];
    let others = candidates;
    gatherMissing(ordered.length, i => {
      const phrase = ordered[i];
      if (context.budget.isSpent || phrase.text === '') return;
      const isLong = i >= ordered.length - long.length;
      // What no term proves is looked for only in documents that are no candidates yet.
      if (isLong) {
        others ??= listSet(collectLiveDocuments(this.index), context.borrowList());
        others = subtractSet(others, all, context.borrowList());
      }
      const { list, isExact, proved } = this.findByForms(phrase, terms, others, 'intersect');
      all.addAll(list.documents, list.count);
      if (isExact && !isLong) allProved.addAll(list.documents, list.count);
      else unproved.push(phrase);
      if (proved) allProved.uniteWith(proved);
    });
    const list = listSet(all, context.borrowList());
    if (unproved.length === 0) return { list };
    return { list, verify: excuseProved(allProved, this.createVerifier(unproved, terms.fields)) };
  }

  /** The documents that contain the terms of a phrase in one of its forms. */
  private findByForms(
    phrase: Phrase,
    terms: RequiredTerms,
    candidates: PostingList | undefined,
    purpose: MatchPurpose = 'score',
  ): FoundByTerms {
    const found = this.findByTerms(phrase, terms, candidates, purpose);
    const normal = normalize(phrase.text);
    if (normal === phrase.text) return hasDistinctForms(phrase.text) ? { list: found.list, isExact: false } : found;
    if (normal === '') return { list: found.list, isExact: false };
    const others = this.findByTerms({ ...phrase, text: normal }, terms, candidates, purpose).list;
    return { list: uniteLists(found.list, others, this.context.borrowList()), isExact: false };
  }

  /** The documents that contain the terms of a phrase in one form. */
  private findByTerms(
    phrase: Phrase,
    terms: RequiredTerms,
    candidates: PostingList | undefined,
    purpose: MatchPurpose,
  ): FoundByTerms {
    const { context } = this;
    const text = this.analyze(phrase.text);
    const { analysis } = text;
    const { length } = analysis;
    // The characters too, which count for the score.
    context.wantTerms(text.terms, terms.fields);
    // A run of letters and digits that may continue is not a term of the documents: words with this prefix are.
    let end = length;
    if (phrase.isPrefix)
      for (const term of text.terms) if (term.kind === TermKind.Word && term.end === length) end = term.start;
    const required = listRequiredTerms(text, { start: 0, end });
    let list = candidates;
    if (required.length) list = terms.match(text, { start: 0, end }, list, purpose);
    let proved: DocumentSet | undefined;
    if (end < length && !context.budget.isSpent) {
      const marks = this.markWords(analysis.units.slice(end, length), terms.fields);
      list = filterByMarks(list, marks, PrefixMark.Inner, context.borrowList());
      // Where a run alone begins so, the phrase stands.
      if (end === 0) {
        const { documents, count } = filterByMarks(list, marks, PrefixMark.Word, context.borrowList());
        proved = new DocumentSet(this.index.documentLimit).addAll(documents, count);
      }
    }
    list ??= listSet(collectLiveDocuments(this.index), context.borrowList());
    // When a bigram or a single character is the whole phrase, its list needs no verification.
    const [first] = required;
    const isWhole = required.length === 1 && first.start === 0 && first.end === length;
    const isExact = isWhole && first.kind !== TermKind.Word && !phrase.hasWholeNumbers;
    return proved ? { list, isExact, proved } : { list, isExact };
  }

  /** By document: whether it holds a word that begins with a run of letters and digits (`PrefixMark`). */
  private markWords(prefix: Uint16Array, fields: readonly TextReader[]): Uint8Array {
    const key = String.fromCharCode(...prefix);
    const known = this.marks.get(key) ?? [];
    const same = known.find(
      each => each.fields.length === fields.length && each.fields.every((at, i) => at === fields[i]),
    );
    if (same) return same.marks;
    const marks = new Uint8Array(this.index.documentLimit);
    gatherMissing(fields.length, i => fields[i].markWordsWithPrefix(prefix, marks));
    this.marks.set(key, [...known, { fields, marks }]);
    return marks;
  }

  /** An upper bound of the number of documents that contain a text; no posting list is read. */
  maxDocuments(text: string, terms: RequiredTerms): number {
    return text === '' ? 0 : terms.maxDocuments(this.analyze(text), { start: 0, end: text.length });
  }

  /** The terms of a text that need no cut. */
  analyze(text: string): QueryText {
    const analysis = analyzeQueryText(text, this.context.borrowAnalysis());
    return {
      typed: text,
      analysis,
      terms: this.context.borrowTerms(analysis),
      words: [],
      indexWords: [],
      spellings: [],
      numbers: [],
    };
  }

  /** Creates a function that tells whether a document contains one of the phrases in one of the fields. */
  createVerifier(phrases: readonly Phrase[], fields: readonly TextReader[]): DocumentVerifier {
    const { documentText, verdicts } = this.context;
    const verifier = new PhraseVerifier(phrases, documentText);
    const verify = createTextVerifier(
      this.context,
      fields,
      document => fields.some(field => verifier.isIn(field, document)),
      {
        keepPossible:
          verifier.canFilter && !phrases.every(isBigram)
            ? (list, out) => verifier.keepPossible(fields, list, out, this.context.budget)
            : undefined,
        lookAhead: verifier.canLookAhead
          ? documents => verifier.lookAhead(fields, documents, this.index.documentLimit)
          : undefined,
        prove:
          phrases.length === 1 && isProvable(phrases[0])
            ? list => provePhrase(phrases[0], fields, list, this.context, this.index.documentLimit)
            : undefined,
      },
    );
    return verdicts.remember(JSON.stringify(phrases), fields, verify);
  }
}

/** Whether a phrase is one bigram, which all its candidates hold: their codes tell no more. */
function isBigram(phrase: Phrase): boolean {
  return phrase.text.length === 2 && isProvable(phrase);
}

/** Whether no list of documents can prove a phrase: it is no prefix, and longer than a bigram. */
function provesNothing({ text, isPrefix }: Phrase): boolean {
  return !isPrefix && [...text].length > 2;
}

/** What the terms of a phrase tell. */
interface FoundByTerms {
  /** The documents that may contain the phrase. */
  readonly list: PostingList;
  /** Whether all of them contain it. */
  readonly isExact: boolean;
  /** Those that certainly contain it, where not all do. */
  readonly proved?: DocumentSet;
}

/** A verifier that need not look at some documents, which match. */
function excuseProved(proved: DocumentSet, verify: DocumentVerifier): DocumentVerifier {
  const { keepPossible, lookAhead } = verify;
  return createVerifier(document => proved.has(document) || verify(document), {
    lookAhead: lookAhead && (documents => lookAhead(documents.filter(document => !proved.has(document)))),
    keepPossible:
      keepPossible &&
      ((list, out) => {
        const unproved = new PostingList();
        unproved.reserve(list.count);
        const both = new PostingList();
        both.reserve(list.count);
        for (let i = 0; i < list.count; i++) {
          const to = proved.has(list.documents[i]) ? both : unproved;
          to.documents[to.count++] = list.documents[i];
        }
        return uniteLists(both, keepPossible(unproved, new PostingList()), out);
      }),
  });
}

/** Writes the documents of a list, by default of all, whose mark is at least `min`. */
function filterByMarks(list: PostingList | undefined, marks: Uint8Array, min: number, out: PostingList): PostingList {
  out.count = 0;
  out.reserve(list ? list.count : marks.length);
  if (list) {
    for (let i = 0; i < list.count; i++)
      if (marks[list.documents[i]] >= min) out.documents[out.count++] = list.documents[i];
  } else
    for (let document = 0; document < marks.length; document++)
      if (marks[document] >= min) out.documents[out.count++] = document;
  return out;
}
