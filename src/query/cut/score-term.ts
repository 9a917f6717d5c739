/** A query's terms that count for the score, and the fields they are looked up in. */
import type { TextReader } from '../../index/index-reader.ts';
import type { Term } from '../../index/term.ts';

/** One term of a query, and how much it counts. */
export interface ScoreTerm extends Term {
  readonly weight: number;
  /** A character, or a run of letters and digits: what the share of a title, or closeness, is counted by. */
  readonly isAtom: boolean;
}

/** A field that a query asks, and how much it counts. */
export interface ScoredField {
  readonly name: string;
  readonly reader: TextReader;
  readonly weight: number;
}
