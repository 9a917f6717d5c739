/**
 * Which terms make Chinese searchable in an engine that knows only terms? Used by the adapters of FlexSearch and MiniSearch.
 * A document has all of hansou's terms; a query has those of them that every document with its text must contain.
 */
import { Analysis } from '../analysis/analysis.ts';
import { Analyzer, analyzeGrams, isWordTerm } from '../analysis/analyzer.ts';
import { GramFlag, maxRunUnits } from '../analysis/grams.ts';
import { spellingSize } from '../analysis/spellings.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { isFunctionWord } from '../query/cut/function-words.ts';
import { createSegmenter } from '../segment/dictionary-segmenter.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { TokenKind } from '../segment/token-list.ts';
import { CharacterClass, characterLengthAt, classOfUnit, isAlphanumericBefore } from '../text/characters.ts';
import { foldInto } from '../text/folding.ts';
import { normalize } from '../text/normal-form.ts';
import type { Span } from '../text/span.ts';
import { stringFromUnits } from '../text/units.ts';

/** The version of the rules for terms of queries and their order, part of every fingerprint. */
const rulesVersion = 'adapter1';

/** A term of a query and where it begins. */
interface PlacedTerm {
  readonly text: string;
  readonly start: number;
}

/** A token of a query. */
interface QueryToken extends Span {
  readonly kind: TokenKind;
  /** Whether it says nothing about the topic: 的, 什么. */
  readonly isFunction: boolean;
}

/**
 * Terms of documents and of queries.
 *
 * Law: whatever piece of a text is asked for, the terms of the query are terms of the text, if letters, digits and the signs
 * between them are not cut at the ends of the piece.
 */
export class ChineseTerms {
  /** Identifies folding, rules and words. Terms of another fingerprint do not meet these. */
  readonly fingerprint: string;
  private readonly segmenter: Segmenter;
  private readonly analyzer: Analyzer;
  private readonly analysis = new Analysis();
  /** Whether the query that was cut last stands in `analysis` as it was typed, not in another normal form. */
  private isAsTyped = true;

  constructor(private readonly lexicon: Lexicon) {
    this.segmenter = createSegmenter({ lexicon });
    this.analyzer = new Analyzer(this.segmenter);
    this.fingerprint = `${rulesVersion} ${this.analyzer.fingerprint}`;
  }

  /**
   * Returns the terms of a text in the order of their places: its words and the words inside them, bigrams, characters, runs
   * of letters and digits and their other spellings. A term comes as often as it occurs.
   */
  ofDocument(text: string): string[] {
    const { analysis } = this;
    this.analyzer.analyze(text, analysis);
    const { count, starts, ends, length, spellings } = analysis;
    const firstSpelling = count - spellings.length / spellingSize;
    const terms: PlacedTerm[] = [];
    let place = 0;
    for (let i = 0; i < count; i++) {
      // Copies of what a sign or space separates stand behind the text; their place is that of what they copy.
      if (i >= firstSpelling) place = spellings[(i - firstSpelling) * spellingSize + 2];
      else if (starts[i] < length) place = starts[i];
      terms.push({ text: stringFromUnits(analysis.units, starts[i], ends[i]), start: place });
    }
    return inOrder(terms);
  }

  /**
   * Returns the terms that a document must have for a query, in the order of their places: the words of the lexicon it is cut
   * into, the bigrams of what is no word, and runs of letters and digits. Words such as 的 and 什么 are left out beside others.
   */
  ofQuery(query: string): string[] {
    const tokens = this.cutQuery(query);
    const topics = tokens.filter(token => !token.isFunction);
    return this.termsOf(topics.some(token => token.kind !== TokenKind.Symbol) ? topics : tokens);
  }

  /**
   * Returns what is highlighted of a query, folded: its words, names of single characters, numbers with their units (9日), and
   * what stands between spaces and signs as a whole; in texts without any of these, the bigrams. A single character is
   * highlighted only where nothing else is asked for.
   */
  ofHighlight(query: string): { readonly words: readonly string[]; readonly bigrams: readonly string[] } {
    const tokens = this.cutQuery(query).filter(({ kind }) => kind !== TokenKind.Symbol);
    const topics = tokens.filter(({ isFunction }) => !isFunction);
    const spans = [
      ...joinTouching(tokens, () => true),
      ...joinTouching(topics, token => token.kind === TokenKind.Number || this.isOneCharacter(token)),
    ];
    const long = spans.filter(span => !this.isOneCharacter(span));
    const { units } = this.analysis;
    const words = (long.length > 0 ? long : spans).map(({ start, end }) => stringFromUnits(units, start, end));
    const bigrams = tokens.flatMap(({ start, end }) => this.bigramsIn(start, end)).map(({ text }) => text);
    return { words: [...new Set(words)], bigrams: [...new Set(bigrams)] };
  }

  /** Cuts a query in normal form; `analysis` holds its units, flags and runs. */
  private cutQuery(query: string): QueryToken[] {
    const text = normalize(query);
    this.isAsTyped = text === query;
    const { analysis } = this;
    analysis.reset(text.length);
    foldInto(text, analysis.units);
    analyzeGrams(analysis);
    const { tokens, units, length } = analysis;
    this.segmenter.segmentInto(units, length, tokens);
    const cut: QueryToken[] = [];
    for (let i = 0; i < tokens.count; i++) {
      const kind = tokens.kinds[i] as TokenKind;
      const start = tokens.starts[i];
      const end = tokens.ends[i];
      if (kind === TokenKind.Space || (kind === TokenKind.Symbol && !this.hasFlag(start, GramFlag.Character))) continue;
      cut.push({ start, end, kind, isFunction: kind === TokenKind.Han && isFunctionWord(units, start, end) });
    }
    return cut;
  }

  private termsOf(tokens: readonly QueryToken[]): string[] {
    const terms: PlacedTerm[] = [];
    for (const { start, end } of joinTouching(tokens, token => this.isOneCharacter(token))) {
      const text = stringFromUnits(this.analysis.units, start, end);
      const isWord = text.length <= maxRunUnits && this.analysis.gramFlags[start] !== 0 && this.lexicon.has(text);
      if (isWord && !this.isOneCharacter({ start, end })) terms.push({ text, start });
      else for (const term of [...this.gramsOf(start, end), ...this.runsIn(start, end)]) terms.push(term);
    }
    return inOrder(terms);
  }

  /** The bigrams of a span with those of the digits that touch it (9月 and 月9 of 9月9日); its character where there are none. */
  private gramsOf(start: number, end: number): PlacedTerm[] {
    const { units, length } = this.analysis;
    const isEdge = (at: number, next: number) => isDigit(units[at]) && this.hasFlag(next, GramFlag.Bigram);
    const from = start > 0 && isEdge(start - 1, start) ? start - 1 : start;
    const to = end < length && isDigit(units[end]) && this.hasFlag(end, GramFlag.Bigram) ? end + 1 : end;
    return this.bigramsIn(from, to);
  }

  /**
   * The runs of letters and digits inside a token, and the token with the sign at its end: `c++`, `100%`. What is added of
   * the normal form of a document ends without signs.
   */
  private runsIn(start: number, end: number): PlacedTerm[] {
    const { runs, units, tokens } = this.analysis;
    const terms: PlacedTerm[] = [];
    for (let i = 0; i < runs.length; i += 2)
      if (runs[i] >= start && runs[i + 1] <= end)
        terms.push({ text: stringFromUnits(units, runs[i], runs[i + 1]), start: runs[i] });
    for (let i = 0; this.isAsTyped && i < tokens.count; i++) {
      const isRun = tokens.kinds[i] === TokenKind.Latin || tokens.kinds[i] === TokenKind.Number;
      if (!isRun || tokens.starts[i] !== start || tokens.ends[i] !== end || !isWordTerm(this.analysis, i)) continue;
      if (!isAlphanumericBefore(units, end, end)) terms.push({ text: stringFromUnits(units, start, end), start });
    }
    return terms;
  }

  /** The bigrams of characters that touch, inside a span; the characters where there is none. */
  private bigramsIn(start: number, end: number): PlacedTerm[] {
    const { units } = this.analysis;
    const terms: PlacedTerm[] = [];
    for (let at = start, next: number; at < end; at = next) {
      next = at + characterLengthAt(units, at);
      if (next < end && this.hasFlag(next, GramFlag.Bigram))
        terms.push({ text: stringFromUnits(units, at, next + characterLengthAt(units, next)), start: at });
    }
    if (terms.length > 0) return terms;
    for (let at = start; at < end; at += characterLengthAt(units, at))
      if (this.hasFlag(at, GramFlag.Character))
        terms.push({ text: stringFromUnits(units, at, at + characterLengthAt(units, at)), start: at });
    return terms;
  }

  private isOneCharacter({ start, end }: Span): boolean {
    return start + characterLengthAt(this.analysis.units, start) === end && this.hasFlag(start, GramFlag.Character);
  }

  private hasFlag(at: number, flag: number): boolean {
    return (this.analysis.gramFlags[at] & flag) !== 0;
  }
}

/** Joins neighbours that touch and pass a test into one span; the others stay spans of their own. */
function joinTouching(tokens: readonly QueryToken[], isJoined: (token: QueryToken) => boolean): Span[] {
  const spans: { start: number; end: number }[] = [];
  let isOpen = false;
  for (const token of tokens) {
    const last = spans[spans.length - 1];
    if (isOpen && last.end === token.start && isJoined(token)) last.end = token.end;
    else spans.push({ start: token.start, end: token.end });
    isOpen = isJoined(token);
  }
  return spans;
}

/** The terms by their places, the longest of a place first. */
function inOrder(terms: PlacedTerm[]): string[] {
  return terms.sort((a, b) => a.start - b.start || b.text.length - a.text.length).map(({ text }) => text);
}

function isDigit(unit: number): boolean {
  return classOfUnit(unit) === CharacterClass.Digit;
}
