/** Which names of letters and digits of a query does the index hold in another spelling, or as a part of others? */
import { type Analysis, TermKind } from '../../analysis/analysis.ts';
import { findSignedEnd, findSignedStart } from '../../analysis/signs.ts';
import { Joint, spellingSize } from '../../analysis/spellings.ts';
import type { TextReader } from '../../index/index-reader.ts';
import { ReusableTerm, type Term } from '../../index/term.ts';
import { isAlphanumericBefore } from '../../text/characters.ts';
import type { Span } from '../../text/span.ts';
import type { QueryContext } from '../context/query-context.ts';

/** A name that was typed with signs or spaces inside. */
export interface QuerySpelling extends Span {
  /** The same without them, as an inner word: documents hold it in whatever spelling they have. */
  readonly term: Term;
  /** Number of documents with the term, summed over the fields. */
  readonly documents: number;
  /** Whether its parts may be words of their own: documents with all of them match too. */
  readonly isApart: boolean;
}

/** The spellings of a text that some document holds. */
export function findIndexedSpellings(
  { units, spellings }: Analysis,
  fields: readonly TextReader[],
  { termLists }: QueryContext,
): readonly QuerySpelling[] {
  const found: QuerySpelling[] = [];
  for (let i = 0; i < spellings.length; i += spellingSize) {
    const joints = spellings[i + 4];
    if (joints === 0) continue;
    const term = new ReusableTerm().set(TermKind.InnerWord, units, spellings[i], spellings[i + 1]);
    let documents = 0;
    for (const field of fields) documents += termLists.documentFrequency(field, term);
    if (documents === 0) continue;
    found.push({ start: spellings[i + 2], end: spellings[i + 3], term, documents, isApart: joints !== Joint.Sign });
  }
  return found;
}

/** A run with the sign that belongs to it: `c++`, `100%`, `$100`. */
export interface SignedRun extends Span {
  /** Number of documents with it, summed over the fields. */
  readonly documents: number;
}

/**
 * The runs that have a sign in the text and in some document. Each is inserted as an inner word behind its run in `terms`.
 */
export function findSignedRuns(
  { units, length, runs }: Analysis,
  terms: Term[],
  fields: readonly TextReader[],
  { termLists }: QueryContext,
): readonly SignedRun[] {
  const signed: SignedRun[] = [];
  for (let run = 0; run < runs.length; run += 2) {
    const first = runs[run];
    const start = findSignedStart(units, first, length);
    const end = findSignedEnd(units, first, runs[run + 1], length);
    if (start === first && (end <= first || isAlphanumericBefore(units, end, length))) continue;
    const term = new ReusableTerm().set(TermKind.InnerWord, units, start, end);
    let documents = 0;
    for (const field of fields) documents += termLists.documentFrequency(field, term);
    if (documents === 0) continue;
    signed.push({ start, end, documents });
    terms.splice(terms.findIndex(each => each.start === first && each.kind === TermKind.Word) + 1, 0, term);
  }
  return signed;
}

/** Inserts, behind every run that more documents hold as an inner word than as a word, that inner word. */
export function addInnerRuns(terms: Term[], fields: readonly TextReader[], { termLists }: QueryContext): void {
  for (let i = terms.length - 1; i >= 0; i--) {
    const word = terms[i];
    if (word.kind !== TermKind.Word) continue;
    const inner = new ReusableTerm().set(TermKind.InnerWord, word.units, word.start, word.end);
    for (const field of fields) {
      if (termLists.documentFrequency(field, inner) === termLists.documentFrequency(field, word)) continue;
      terms.splice(i + 1, 0, inner);
      break;
    }
  }
}

/** The spelling that a span of the query is, if it is one. */
export function findSpelling(spellings: readonly QuerySpelling[], { start, end }: Span): QuerySpelling | undefined {
  for (const spelling of spellings) if (spelling.start === start && spelling.end === end) return spelling;
  return undefined;
}

/** Whether a span of the query is an inner word of the index: a run that is a part of others, or a run with its sign. */
export function isInnerWord({ terms }: { readonly terms: readonly Term[] }, { start, end }: Span): boolean {
  for (const term of terms)
    if (term.kind === TermKind.InnerWord && term.start === start && term.end === end) return true;
  return false;
}
