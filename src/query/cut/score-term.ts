/** The terms of a query that count for the score, and the fields in which they are looked up. */
import type { TextReader } from '../../index/index-reader.ts';
import type { Term } from '../../index/term.ts';

/** A term of a query with its weight. */
export interface ScoreTerm {
  readonly term: Term;
  readonly weight: number;
  /** A character, or a run of letters and digits: the score of the title and of proximity counts these only. */
  readonly isAtom: boolean;
}

/** A text field that a query searches, with its weight. */
export interface ScoredField {
  readonly name: string;
  readonly reader: TextReader;
  readonly weight: number;
}
