/** A query's terms that count for the score, and the fields they are looked up in. */
import type { Analysis, TermKind } from '../../analysis/analysis.ts';
import type { TextReader } from '../../index/index-reader.ts';

/** One term of a query, by its folded units, and how much it counts. */
export interface ScoreTerm {
  readonly analysis: Analysis;
  readonly kind: TermKind;
  readonly start: number;
  readonly end: number;
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
