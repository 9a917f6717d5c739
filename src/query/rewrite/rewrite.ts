/**
 * What may the typed words stand for? Rewrites a query with regional variants, synonyms, similar words, pinyin or
 * corrected spelling; the rewritten query is matched like any other. Entry point: `QueryRewriter`, used by `run/tiers.ts`.
 */
import type { IndexReader, TextReader } from '../../index/index-reader.ts';
import { CharacterClass, classOfUnit } from '../../text/characters.ts';
import type { Span } from '../../text/span.ts';
import type { QueryContext } from '../context/query-context.ts';
import { foldedText, isOneCharacter, type QueryText } from '../cut/cut-query.ts';
import { hasContentWord } from '../cut/function-words.ts';
import type { Query, WordsQuery } from '../language/query.ts';
import { enoughDocuments } from '../match/constants.ts';
import type { QueryMatcher } from '../match/match-query.ts';
import { hasNumber } from '../match/verify-numbers.ts';
import { findContinuations, minContinuedLetters } from './continuations.ts';
import { PinyinIndex } from './pinyin/pinyin-index.ts';
import { PinyinLimits, rewritePinyin } from './pinyin/rewrite-pinyin.ts';
import { findRegionalReplacements } from './regional.ts';
import { rewriteWords } from './rewrite-words.ts';
import type { ShortForms } from './short-forms.ts';
import { findSimilarHanWords } from './similar/similar-han-words.ts';
import { listSpellings, replaceBySpellings, type SpelledSpan, type SpellingIndex } from './spellings.ts';
import { splitLatinWords } from './split-words.ts';
import { applyReplacements, maxRewritings, type Replacement, type SynonymTable } from './synonyms/synonym-table.ts';
import type { Tier } from './tier-names.ts';
import { findTypoCorrections, findTypoLetters, isLatinWord } from './typos.ts';

/** A text of the query whose words may be replaced. */
interface RewrittenText {
  readonly text: QueryText;
  /** The text fields that are searched; replacements come from their words. */
  readonly fields: readonly TextReader[];
  /** Finds the rare words of the text. */
  findRareWords(): readonly Span[];
}

type FindReplacements = (rewritten: RewrittenText) => readonly Replacement[];

type FindSpellings = (text: QueryText) => readonly SpelledSpan[];

/** A rule that replaces words of a query, and the tier of the documents that it finds. */
export interface RewritingTier {
  readonly tier: Tier;
  /** The query with some words replaced; undefined when there is nothing to replace. */
  rewrite(query: Query): Query | undefined;
}

/** Rewrites queries on one state of an index. */
export class QueryRewriter {
  private readonly spellingIndex: SpellingIndex;

  constructor(
    private readonly index: IndexReader,
    private readonly matcher: QueryMatcher,
    private readonly context: QueryContext,
    private readonly synonyms: SynonymTable | undefined,
    private readonly shortForms: ShortForms,
  ) {
    this.spellingIndex = {
      loadsBytes: index.loadsBytes,
      isIndexed: spelling => matcher.maxDocuments(spelling) > 0,
      hasContent: text => hasContentWord(matcher.cut(text)),
    };
  }

  /** Replaces numbers by other spellings of the same value. Its documents contain these where they are whole. */
  numberTiers(): RewritingTier[] {
    return [this.createSpellingTier('number', ({ numbers }) => numbers)];
  }

  /** Replaces a date by its day without the year, and 98年 by 1998年: less than what was typed. */
  looseNumberTiers(): RewritingTier[] {
    const findLoose = ({ numbers }: QueryText) =>
      numbers.flatMap(({ start, end, loosely }) => (loosely ? [{ start, end, ...loosely }] : []));
    return [this.createSpellingTier('most', findLoose)];
  }

  /** Replaces words by others with the same meaning. */
  synonymTiers(): RewritingTier[] {
    const { synonyms } = this;
    const tiers: RewritingTier[] = [this.createTier('regional', fromFoldedText(findRegionalReplacements))];
    if (synonyms) {
      const replaceSynonyms = fromFoldedText((units, length) => synonyms.findReplacements(units, length));
      tiers.push(this.createTier('synonym', replaceSynonyms));
    }
    return tiers;
  }

  /** Replaces names by their short forms and the other way, as the documents define them; these are found literally. */
  shortFormTiers(): RewritingTier[] {
    const replace = (words: WordsQuery) =>
      this.replaceBySpellings(words, text =>
        this.shortForms.find(text, this.matcher.requiredTerms(words.field), 'onePiece'),
      );
    return [{ tier: 'synonym', rewrite: query => this.rewriteQuery(query, replace) }];
  }

  /** Replaces words in fewer than ten documents by words that they begin, or with a similar pronunciation or spelling. */
  similarWordTiers(): RewritingTier[] {
    const rewriteLatin = (query: Query) => {
      const limits = new PinyinLimits();
      return this.rewriteQuery(query, words => this.rewritePinyin(words, limits));
    };
    return [
      { tier: 'pinyin', rewrite: rewriteLatin },
      this.createTier('prefix', rewritten => this.continueLastWord(rewritten)),
      this.createTier('similar', rewritten => this.replaceBySimilarHanWords(rewritten)),
      this.createSpellingTier('spelling', splitLatinWords),
      this.createTier('spelling', rewritten => this.replaceTypos(rewritten)),
    ];
  }

  private createTier(tier: Tier, findReplacements: FindReplacements): RewritingTier {
    return { tier, rewrite: query => this.rewriteQuery(query, words => this.replaceWords(words, findReplacements)) };
  }

  /**
   * A question in which other spellings of its numbers and other forms of its names count too, as if they had been typed;
   * undefined when none is in the index. Numbers that enough documents have as typed, and 两个 and the like, are left as they
   * are: adding 2023年度 to 2023年 costs headlines .008 of nDCG@10. Names are those of documents that hold the whole question.
   */
  addSpellings(query: Query): Query | undefined {
    const addToWords = (words: WordsQuery): Query | undefined => {
      const text = this.matcher.cut(words.words);
      const terms = this.matcher.requiredTerms(words.field);
      const numbers = text.numbers.filter(
        number => !number.isLoose && terms.maxDocuments(text, number) < enoughDocuments,
      );
      const spelled = [...numbers, ...this.shortForms.find(text, terms, 'allPieces')];
      const typed = foldedText(text, { start: 0, end: text.analysis.length });
      // 19 of 19的 is also spelled 19的.
      const spellings = spelled.length
        ? listSpellings(words, spelled, this.spellingIndex).filter(({ phrase }) => !typed.includes(phrase))
        : [];
      return spellings.length ? { any: [words, ...spellings] } : undefined;
    };
    return this.rewriteQuery(query, addToWords, (_, rewritten) => rewritten);
  }

  /** A tier that replaces spans of a text by spellings, which are found literally. */
  private createSpellingTier(tier: Tier, findSpellings: FindSpellings): RewritingTier {
    return { tier, rewrite: query => this.rewriteQuery(query, words => this.replaceBySpellings(words, findSpellings)) };
  }

  /** Whether no document contains some word of the query. */
  hasUnknownWord(query: Query): boolean {
    if ('all' in query) return query.all.some(clause => this.hasUnknownWord(clause));
    if ('any' in query) return query.any.some(clause => this.hasUnknownWord(clause));
    return 'words' in query && this.searchesText(query) && this.findRareWords(query, 1).length > 0;
  }

  /** Rewrites the words of a query that search text; undefined when none is rewritten. */
  private rewriteQuery(
    query: Query,
    rewrite: (words: WordsQuery) => Query | undefined,
    combine?: (part: Query, rewritten: Query) => Query,
  ): Query | undefined {
    return rewriteWords(query, words => (this.searchesText(words) ? rewrite(words) : undefined), combine);
  }

  private replaceWords(query: WordsQuery, findReplacements: FindReplacements): Query | undefined {
    const text = this.matcher.cut(query.words);
    const { units, length } = text.analysis;
    const replacements = findReplacements({
      text,
      fields: this.matcher.requiredTerms(query.field).fields,
      findRareWords: () => this.findRareWords(query, enoughDocuments),
    });
    const texts = applyReplacements(units, length, replacements);
    if (!texts.length) return undefined;
    return { any: texts.map(words => (query.field === undefined ? { words } : { words, field: query.field })) };
  }

  private replaceBySpellings(query: WordsQuery, findSpellings: FindSpellings): Query | undefined {
    const spans = findSpellings(this.matcher.cut(query.words));
    if (!spans.length) return undefined;
    return replaceBySpellings(query, spans, this.spellingIndex);
  }

  private searchesText(query: WordsQuery): boolean {
    return query.field === undefined || this.index.schema[query.field].type === 'text';
  }

  /** The words of two or more characters, without numbers, that fewer than `documents` documents contain. */
  private findRareWords(query: WordsQuery, documents: number): Span[] {
    const text = this.matcher.cut(query.words);
    const terms = this.matcher.requiredTerms(query.field);
    return terms
      .splitIntoPieces(text, 'typed')
      .filter(
        piece =>
          !isOneCharacter(text.analysis.units, piece) &&
          !hasNumber(text, piece) &&
          terms.maxDocuments(text, piece) < documents,
      );
  }

  private rewritePinyin(query: WordsQuery, limits: PinyinLimits): Query | undefined {
    const text = this.matcher.cut(query.words);
    if (!mayHaveLetters(text)) return undefined;
    const { fields } = this.matcher.requiredTerms(query.field);
    return rewritePinyin(query, foldBesidesAccents(text), {
      pinyin: new PinyinIndex(this.index, fields, this.context),
      matcher: this.matcher,
      limits,
    });
  }

  private replaceBySimilarHanWords({ text, fields, findRareWords }: RewrittenText): Replacement[] {
    const spans = findRareWords().filter(word => /^\p{Script=Han}{2,8}$/u.test(foldedText(text, word)));
    if (!spans.length) return [];
    const findWords = (span: Span) =>
      findSimilarHanWords(fields, foldedText(text, span), maxRewritings).map(({ word }) => word);
    return spans.flatMap(({ start, end }) => {
      const whole = this.collectReplacements([{ start, end }], findWords);
      if (whole.length) return whole;
      // Two mistyped words side by side: 登陆帐号 for 登录账号.
      for (let middle = start + 2; middle <= end - 2; middle++) {
        const halves = this.collectReplacements(
          [
            { start, end: middle },
            { start: middle, end },
          ],
          findWords,
        );
        if (halves.length === 2) return halves;
      }
      return [];
    });
  }

  private replaceTypos({ text, fields, findRareWords }: RewrittenText): Replacement[] {
    if (!mayHaveLetters(text)) return [];
    const spans = findRareWords().filter(word => findTypoLetters(foldedText(text, word)) !== undefined);
    if (!spans.length) return [];
    return this.collectReplacements(spans, word => {
      const typed = foldedText(text, word);
      const [letters, at] = findTypoLetters(typed)!;
      return findTypoCorrections(letters, fields, maxRewritings).map(
        other => typed.slice(0, at) + other + typed.slice(at + letters.length),
      );
    });
  }

  /** A reader who is still typing has not typed the end of the last word. */
  private continueLastWord({ text, fields, findRareWords }: RewrittenText): Replacement[] {
    if (!mayHaveLetters(text)) return [];
    const spans = findRareWords().filter(word => {
      const typed = foldedText(text, word);
      return word.end === text.analysis.length && typed.length >= minContinuedLetters && isLatinWord(typed);
    });
    return this.collectReplacements(spans, word => findContinuations(foldedText(text, word), fields, maxRewritings));
  }

  private collectReplacements(spans: readonly Span[], findWords: (span: Span) => string[]): Replacement[] {
    const { budget } = this.context;
    return spans
      .map(span => ({ start: span.start, end: span.end, words: budget.isSpent ? [] : findWords(span) }))
      .filter(({ words }) => words.length > 0);
  }
}

/** Whether a text may have Latin letters: without any it is no pinyin and no Latin word. */
function mayHaveLetters({ analysis: { units, length } }: QueryText): boolean {
  for (let at = 0; at < length; at++) {
    const unitClass = classOfUnit(units[at]);
    if (unitClass === CharacterClass.Letter || unitClass === CharacterClass.HighSurrogate) return true;
  }
  return false;
}

/** The folded text with the accents that were typed, which may be tones. */
function foldBesidesAccents({ typed, analysis: { units, length } }: QueryText): string {
  let text = '';
  for (let at = 0; at < length; at++)
    text += /[\u00c0-\u024f]|\p{M}/u.test(typed[at]) ? typed[at] : String.fromCharCode(units[at]);
  return text.toLowerCase();
}

/** Adapts a rule that needs only the folded text. */
function fromFoldedText(
  findReplacements: (units: Uint16Array, length: number) => readonly Replacement[],
): FindReplacements {
  return ({ text: { analysis } }) => findReplacements(analysis.units, analysis.length);
}
