/**
 * What the literal parts of a query match: its phrases, prefixes, ranges and values. Rewriting never changes them, so all tiers
 * of a query share it. Used by `PartsMatcher` (match-parts.ts).
 */
import type { IndexReader } from '../../../index/index-reader.ts';
import type { PostingList } from '../../../index/posting-list.ts';
import { intersectWithSet, listSet } from '../../context/document-lists.ts';
import type { DocumentSet } from '../../context/document-set.ts';
import { combineVerifiers, type DocumentVerifier } from '../../context/document-verifier.ts';
import type { QueryContext } from '../../context/query-context.ts';
import { isSpelling, type PhraseQuery, type PrefixQuery, type Query } from '../../language/query.ts';
import type { Candidates } from './match-phrase.ts';

/** A phrase or prefix that was typed, not one that rewriting made. */
export type TypedPhrase = PhraseQuery | PrefixQuery;

export function isTypedPhrase(part: Query): part is TypedPhrase {
  return ('phrase' in part || 'prefix' in part) && !isSpelling(part);
}

/** Finds what the parts need. */
interface PartsFinder {
  /** The documents of a range, or of words in a keyword, date or number field; undefined for other parts. */
  findColumn(part: Query): DocumentSet | undefined;
  findPhrase(part: TypedPhrase, candidates: PostingList | undefined): Candidates;
}

/**
 * Remembers what was found, for the length of a query.
 *
 * Law: nothing is remembered of what was found when the budget was spent, since that may be a part of it.
 */
export class LiteralParts {
  private readonly columns = new Map<string, DocumentSet>();
  private readonly joined = new Map<string, Candidates>();
  private readonly asked = new Set<string>();

  constructor(
    private readonly index: IndexReader,
    private readonly context: QueryContext,
    private readonly finder: PartsFinder,
  ) {}

  /** Whether a part is literal and no excluded one: rewriting leaves it as it is, and it matches alike in every tier. */
  isLiteral(part: Query): boolean {
    if ('words' in part) return part.field !== undefined && this.index.schema[part.field].type !== 'text';
    return !('all' in part || 'any' in part || 'not' in part || isSpelling(part));
  }

  /** `PartsFinder.findColumn`, remembered. The set must not be changed. */
  findColumn(part: Query): DocumentSet | undefined {
    const key = JSON.stringify(part);
    let set = this.columns.get(key);
    if (set) return set;
    set = this.finder.findColumn(part);
    if (set && !this.context.budget.isSpent) this.columns.set(key, set);
    return set;
  }

  /**
   * The documents that may match all of some literal parts, when they are asked for again: undefined the first time, since the other
   * parts of a query may leave few documents in which they need be looked for.
   */
  findAllAgain(parts: readonly Query[]): Candidates | undefined {
    if (parts.length === 0) return undefined;
    const key = JSON.stringify(parts);
    if (!this.asked.has(key)) {
      this.asked.add(key);
      return undefined;
    }
    return this.remember(key, () => this.findAll(parts));
  }

  private findAll(parts: readonly Query[]): Candidates {
    const { context } = this;
    let list: PostingList | undefined;
    const verifiers: DocumentVerifier[] = [];
    for (const part of parts) {
      if (isTypedPhrase(part)) continue;
      const set = this.findColumn(part);
      if (!set) return { list: context.borrowList() };
      list = list ? intersectWithSet(list, set, context.borrowList()) : listSet(set, context.borrowList());
    }
    for (const part of parts) {
      if (!isTypedPhrase(part) || list?.count === 0) continue;
      const found = this.finder.findPhrase(part, list);
      list = found.list;
      if (found.verify) verifiers.push(found.verify);
    }
    const verify = combineVerifiers(verifiers);
    return verify ? { list: list!, verify } : { list: list! };
  }

  /** Candidates of a name, made once. */
  remember(name: string, find: () => Candidates): Candidates {
    let found = this.joined.get(name);
    if (found) return found;
    found = find();
    if (!this.context.budget.isSpent) this.joined.set(name, found);
    return found;
  }
}
