/** The rules that find documents, from what was typed down to what it may have been meant for. */
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import type { Span } from '../../text/span.ts';
import { foldedText, isOneCharacter, type QueryText } from '../cut/cut-query.ts';
import type { Query, WordsQuery } from '../language/query.ts';
import { enoughDocuments } from '../match/constants.ts';
import type { QueryMatcher } from '../match/match-query.ts';
import { findHomophones } from './homophones.ts';
import { LookalikeWords } from './lookalikes.ts';
import { findRegionalReplacements } from './regional.ts';
import { applyReplacements, maxRewritings, type Replacement, type SynonymTable } from './synonym-table.ts';
import { findTypoCorrections, isLatinWord, minTypoLetters } from './typos.ts';

/**
 * Which rule found a document. `literal`: it holds the quoted piece, beginning or range asked for, and no words were
 * asked; `all`: it holds all the words; `regional`, `synonym`: with words that elsewhere, or by the synonyms given, mean
 * the same; `pinyin`, `homophone`, `spelling`: with words that the ones typed may stand for; `most`: at least half of
 * the words; `any`: some; `unquoted`: some, where a question's quoted pieces are words like the others.
 */
export const tierNames = [
  'literal',
  'all',
  'regional',
  'synonym',
  'most',
  'pinyin',
  'homophone',
  'spelling',
  'any',
  'unquoted',
] as const;
export type Tier = (typeof tierNames)[number];

/**
 * Finds what may stand in the place of some of a text's words.
 * @param words finds the rare words of the text
 * @param fields the text fields that the text is searched in: words that stand in none of them are of no use
 */
type FindReplacements = (
  text: QueryText,
  words: () => readonly Span[],
  fields: readonly TextReader[],
) => readonly Replacement[];

/** A rule that rewrites words, and the tier that it makes. */
export interface RewritingTier {
  readonly tier: Tier;
  /** The query with other words in the place of some; undefined when the rule has none. */
  rewrite(query: Query): Query | undefined;
}

/** Makes the rewriting tiers of one query on one index. */
export class QueryRewriter {
  constructor(
    private readonly index: IndexReader,
    private readonly matcher: QueryMatcher,
    private readonly synonyms: SynonymTable | undefined,
  ) {}

  /** Other words of the same meaning. */
  synonymTiers(): RewritingTier[] {
    const synonyms = this.synonyms;
    return [
      { tier: 'regional', rewrite: query => this.rewriteQuery(query, fromFoldedText(findRegionalReplacements)) },
      ...(synonyms
        ? [
            {
              tier: 'synonym',
              rewrite: (query: Query) =>
                this.rewriteQuery(
                  query,
                  fromFoldedText((units, length) => synonyms.findReplacements(units, length)),
                ),
            } as const,
          ]
        : []),
    ];
  }

  /** Words that sound or look alike, in the place of words that fewer than ten documents hold. */
  similarWordTiers(): RewritingTier[] {
    return [
      { tier: 'pinyin', rewrite: query => this.rewriteQuery(query, (...text) => this.replaceByPinyin(...text)) },
      { tier: 'homophone', rewrite: query => this.rewriteQuery(query, (...text) => this.replaceByHomophones(...text)) },
      { tier: 'spelling', rewrite: query => this.rewriteQuery(query, (...text) => this.replaceTypos(...text)) },
    ];
  }

  /** Whether some word of the query stands in no document. */
  hasUnknownWord(query: Query): boolean {
    if ('all' in query) return query.all.some(part => this.hasUnknownWord(part));
    if ('any' in query) return query.any.some(part => this.hasUnknownWord(part));
    return 'words' in query && this.searchesText(query) && this.findRareWords(query, 1).length > 0;
  }

  private rewriteQuery(query: Query, replacements: FindReplacements): Query | undefined {
    if ('all' in query || 'any' in query) {
      const parts = 'all' in query ? query.all : query.any;
      const others = parts.map(part => this.rewriteQuery(part, replacements));
      if (others.every(other => other === undefined)) return undefined;
      const all = parts.map((part, i) => (others[i] ? { any: [part, others[i]] } : part));
      return 'all' in query ? { all } : { any: all };
    }
    if (!('words' in query) || !this.searchesText(query)) return undefined;
    const text = this.matcher.cut(query.words);
    const { units, length } = text.analysis;
    const others = applyReplacements(
      units,
      length,
      replacements(text, () => this.findRareWords(query, enoughDocuments), this.matcher.finder(query.field).fields),
    );
    if (!others.length) return undefined;
    return { any: others.map(words => (query.field === undefined ? { words } : { words, field: query.field })) };
  }

  private searchesText(query: WordsQuery): boolean {
    return query.field === undefined || this.index.schema[query.field].type === 'text';
  }

  /** The words of a text of two characters and more that fewer than so many documents hold. */
  private findRareWords(query: WordsQuery, documents: number): Span[] {
    const text = this.matcher.cut(query.words);
    const finder = this.matcher.finder(query.field);
    return finder
      .piecesOf(text, true)
      .filter(piece => !isOneCharacter(text.analysis.units, piece) && finder.mostHolding(text, piece) < documents);
  }

  private replaceByPinyin(text: QueryText, words: () => readonly Span[], fields: readonly TextReader[]): Replacement[] {
    const { length } = text.analysis;
    const typed = foldedText(text, { start: 0, end: length });
    // han xu, han'xu: a name typed by syllables is one word.
    const whole = /^\s*([a-zü]+(?:[\s'’][a-zü]+){1,7})\s*$/.exec(typed);
    const spans = whole
      ? [{ start: typed.indexOf(whole[1]), end: typed.indexOf(whole[1]) + whole[1].length }]
      : words().filter(word => /^[a-zü]{2,48}$/.test(foldedText(text, word)));
    if (!spans.length) return [];
    const { sounds } = new LookalikeWords(this.index, fields);
    return this.collectReplacements(spans, word => sounds.findByPinyin(foldedText(text, word), maxRewritings));
  }

  private replaceByHomophones(
    text: QueryText,
    words: () => readonly Span[],
    fields: readonly TextReader[],
  ): Replacement[] {
    const spans = words().filter(word => /^\p{Script=Han}{2,8}$/u.test(foldedText(text, word)));
    if (!spans.length) return [];
    return this.collectReplacements(spans, word => findHomophones(fields, foldedText(text, word), maxRewritings));
  }

  private replaceTypos(text: QueryText, words: () => readonly Span[], fields: readonly TextReader[]): Replacement[] {
    const spans = words().filter(word => {
      const typed = foldedText(text, word);
      return typed.length >= minTypoLetters && isLatinWord(typed);
    });
    if (!spans.length) return [];
    const { latin } = new LookalikeWords(this.index, fields);
    return this.collectReplacements(spans, word => findTypoCorrections(foldedText(text, word), latin, maxRewritings));
  }

  private collectReplacements(spans: readonly Span[], wordsFor: (span: Span) => string[]): Replacement[] {
    return spans
      .map(span => ({ start: span.start, end: span.end, words: wordsFor(span) }))
      .filter(({ words }) => words.length > 0);
  }
}

/** Replacements told by the folded text alone. */
function fromFoldedText(
  replacements: (units: Uint16Array, length: number) => readonly Replacement[],
): (text: QueryText) => readonly Replacement[] {
  return ({ analysis }) => replacements(analysis.units, analysis.length);
}
