/** A name that a corpus brings, as `discoverNames` returns it. */
import type { Span } from '../text/span.ts';

/** What a name is the name of; `slogan` and `term` are not names but are searched for like names. */
export type NameKind = 'person' | 'place' | 'organisation' | 'slogan' | 'term';

/** All kinds, in the order of a list of names. */
export const nameKinds = ['person', 'place', 'organisation', 'slogan', 'term'] as const satisfies readonly NameKind[];

/** jieba's tag for each kind. */
export const tagsOfKinds: Readonly<Record<NameKind, string>> = {
  person: 'nr',
  place: 'ns',
  organisation: 'nt',
  slogan: 'nz',
  term: 'nz',
};

/** A place where a name stands. */
export interface NameContext {
  /** Index of the text in the given texts. */
  readonly text: number;
  /** Where the name stands in that text, in UTF-16 units. */
  readonly span: Span;
  /** The name with up to 12 units before and behind it, from the same line. */
  readonly passage: string;
}

/** A name that a corpus brings. */
export interface NameCandidate {
  /** The name as it stands in the texts. */
  readonly word: string;
  /** What it is a name of. */
  readonly kind: NameKind;
  /** jieba's tag: nr, ns, nt, nz. So the candidate is an entry of a dictionary too. */
  readonly tag: string;
  /** How sure it is, from 0 to 1. */
  readonly score: number;
  /** Number of places where the word stands in the texts. */
  readonly count: number;
  /** Number of texts that hold it. */
  readonly documents: number;
  /** Longer and shorter names of the same: 新沟镇向阳社区 and 向阳社区. */
  readonly aliases: readonly string[];
  /** Up to three places, of different texts if there are. */
  readonly contexts: readonly NameContext[];
}

/** A candidate without what the whole corpus says of it. */
export interface FoundName {
  readonly kind: NameKind;
  readonly score: number;
}
