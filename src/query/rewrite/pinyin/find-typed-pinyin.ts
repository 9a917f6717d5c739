/** What may typed pinyin stand for? The rules, from whole syllables of one word down to sounds that are not told apart. */
import type { PinyinPlace } from '../../../index/index-reader.ts';
import { type PinyinForm, parsePinyin } from './parse-pinyin.ts';
import { findPinyinChains } from './pinyin-chains.ts';
import { type PinyinIndex, placesOf } from './pinyin-index.ts';
import type { PinyinSpan } from './pinyin-spans.ts';

/** Maximum number of words that one span may stand for. */
const maxWords = 16;
/** Maximum number of phrases that one span may stand for, and how many are tried. */
const maxPhrases = 4;
const maxTriedPhrases = 48;
/** Letters of which only the beginning of a word is typed, at least. */
const minHalfLetters = 3;
/** Letters that are initials of a word. */
const maxInitials = 8;
/** Words that are tried for each half of letters of two words. */
const maxApart = 3;
/** Ways to divide initials for which chains are looked for. */
const maxAbbreviations = 4;

/** What a span of a query stands for: one of these words or phrases. */
export interface TypedPinyin {
  /** The span of the text that they replace, which may include Han characters beside the letters. */
  readonly start: number;
  readonly end: number;
  readonly words: readonly string[];
  /** Texts that are no words of the index. */
  readonly phrases: readonly string[];
}

/** What the rules look up. */
export interface PinyinLookup {
  readonly pinyin: PinyinIndex;
  /** Whether the index has letters as a word. */
  isIndexed(letters: string): boolean;
  /** Whether a phrase stands in some document. */
  stands(phrase: string): boolean;
  /** Loads the lists that `stands` reads for these phrases. @throws MissingBytes after all of them */
  gather(phrases: readonly string[]): void;
}

/**
 * The words and phrases of the first rule that finds any; undefined if none does.
 * @param text the folded query text
 * @param guesses whether the rules are tried that are no more than guesses: initials, words apart, sounds that are not told apart
 */
export function findTypedPinyin(
  text: string,
  span: PinyinSpan,
  lookup: PinyinLookup,
  guesses: boolean,
): TypedPinyin | undefined {
  const { start, end, chunks, digits, digitsBehind } = span;
  if (digits !== '' || digitsBehind !== '') {
    const phrases = findBesideDigits(span, lookup);
    return phrases.length > 0 ? { start, end, words: [], phrases } : undefined;
  }
  const mixed = new MixedPinyin(text, span, lookup);
  const alone = (find: (chunks: readonly string[], lookup: PinyinLookup) => Found) => (): TypedPinyin | undefined => {
    const found = find(chunks, lookup);
    return found.words.length > 0 || found.phrases.length > 0 ? { start, end, ...found } : undefined;
  };
  const rules = [
    () => mixed.findWords('whole'),
    alone(findWhole),
    () => mixed.findPhrases(),
    () => mixed.findWords('half'),
    () => mixed.findWords('initials'),
    () => mixed.findWords('mixed'),
    alone(findHalf),
    alone(findBehindLatin),
  ];
  if (guesses) rules.push(alone(findByInitials), alone(findApart), alone(findBlunt));
  for (const rule of rules) {
    const found = rule();
    if (found) return found;
  }
  return undefined;
}

/** What two spans that were typed apart stand for as one whole, if anything: shiqiao zhen. */
export function findWholePinyin({ start, end, chunks }: PinyinSpan, lookup: PinyinLookup): TypedPinyin | undefined {
  const words = findWords(chunks, 'whole', lookup);
  const phrases = words.length > 0 ? [] : findWholePhrases(chunks, lookup);
  return words.length + phrases.length > 0 ? { start, end, words, phrases } : undefined;
}

interface Found {
  readonly words: readonly string[];
  readonly phrases: readonly string[];
}

/** The words whose places are divided so. */
function findWords(
  chunks: readonly string[],
  form: PinyinForm,
  { pinyin }: PinyinLookup,
  options?: { readonly isBlunt: boolean },
): string[] {
  const patterns = parsePinyin(chunks, form)
    .filter(({ length }) => length > 1)
    .map(parse => ({ places: placesOf(parse, options), isPrefix: form === 'half' }));
  return patterns.length ? pinyin.find(patterns, maxWords).map(({ word }) => word) : [];
}

/** Chains of words that stand in the text. */
function findPhrases(placesOfParses: readonly PinyinPlace[][], lookup: PinyinLookup): string[] {
  const found: string[] = [];
  let tried = 0;
  for (const places of placesOfParses) {
    const chains = findPinyinChains(lookup.pinyin, places);
    lookup.gather(chains.slice(0, maxTriedPhrases - tried));
    for (const chain of chains) {
      if (found.length >= maxPhrases || tried++ >= maxTriedPhrases) return found;
      if (lookup.stands(chain)) found.push(chain);
    }
  }
  return found;
}

/** renmin: 人民. */
function findWhole(chunks: readonly string[], lookup: PinyinLookup): Found {
  return { words: findWords(chunks, 'whole', lookup), phrases: [] };
}

/** yinhan: 银行; and whole syllables of several words: shiqiaocun: 石桥村. */
function findHalf(chunks: readonly string[], lookup: PinyinLookup): Found {
  const letterCount = chunks.reduce((sum, { length }) => sum + length, 0);
  const words = letterCount >= minHalfLetters ? findWords(chunks, 'half', lookup) : [];
  return { words, phrases: findWholePhrases(chunks, lookup, words.length > 0 ? 3 : 2) };
}

/** Chains of words that are read as the syllables, at least `minSyllables` of them. */
function findWholePhrases(chunks: readonly string[], lookup: PinyinLookup, minSyllables = 2): string[] {
  const parses = parsePinyin(chunks, 'whole').filter(({ length }) => length >= minSyllables);
  return findPhrases(
    parses.map(parse => placesOf(parse)),
    lookup,
  );
}

/** 3geyue: 3个月; 2022nian: 2022年; 5gshouji: 5G手机; jian20: 歼20. */
function findBesideDigits({ chunks, digits, digitsBehind }: PinyinSpan, lookup: PinyinLookup): string[] {
  const letters = chunks.join('');
  const lettersOfHead = digits === '' || chunks.length > 1 ? 0 : letters.length - 2;
  for (let at = 0; at <= lettersOfHead; at++) {
    const head = digits + letters.slice(0, at);
    if (head !== '' && !lookup.isIndexed(head)) continue;
    const typed = at === 0 ? chunks : [letters.slice(at)];
    const pieces = findPieces(typed, lookup);
    const found = (pieces.length > 0 ? pieces : findWholePhrases(typed, lookup))
      .map(piece => head + piece + digitsBehind)
      .filter(phrase => lookup.stands(phrase));
    if (found.length > 0) return found.slice(0, maxPhrases);
  }
  return [];
}

/** dukouyuchuan: 渡口 and 渔船, which need not stand side by side. */
function findApart(chunks: readonly string[], lookup: PinyinLookup): Found {
  const words: string[] = [];
  for (const parse of parsePinyin(chunks, 'whole').slice(0, maxAbbreviations)) {
    const places = placesOf(parse);
    for (let at = 2; at <= places.length - 2 && words.length < maxApart ** 2; at++) {
      const [first, second] = [places.slice(0, at), places.slice(at)].map(each =>
        lookup.pinyin.find([{ places: each, isPrefix: false }], maxApart),
      );
      for (const { word } of first) for (const { word: other } of second) words.push(`${word} ${other}`);
    }
  }
  return { words, phrases: [] };
}

/** qqyinyue: QQ音乐. */
function findBehindLatin(chunks: readonly string[], lookup: PinyinLookup): Found {
  const [letters] = chunks;
  const phrases: string[] = [];
  if (chunks.length !== 1) return { words: [], phrases };
  for (let at = letters.length - 2; at > 0 && phrases.length < maxPhrases; at--) {
    const [head, tail] = [letters.slice(0, at), letters.slice(at)];
    if (lookup.isIndexed(head))
      for (const word of findPieces([tail], lookup)) if (lookup.stands(head + word)) phrases.push(head + word);
    if (lookup.isIndexed(tail))
      for (const word of findPieces([head], lookup)) if (lookup.stands(word + tail)) phrases.push(word + tail);
  }
  return { words: [], phrases: phrases.slice(0, maxPhrases) };
}

/** The words or single characters that letters stand for. */
function findPieces(chunks: readonly string[], lookup: PinyinLookup): string[] {
  const words = findWords(chunks, 'whole', lookup);
  const characters = parsePinyin(chunks, 'whole')
    .filter(({ length }) => length === 1)
    .flatMap(parse => lookup.pinyin.charactersOf(placesOf(parse)[0].syllables));
  return [...words, ...characters.map(unit => String.fromCharCode(unit))];
}

/** hx: 韩旭; zguo: 中国; sqxx: 石桥小学; renminqz: 人民群众. */
function findByInitials(chunks: readonly string[], lookup: PinyinLookup): Found {
  const parses = [...parsePinyin(chunks, 'initials'), ...parsePinyin(chunks, 'mixed')].filter(
    ({ length }) => length > 2 && length <= maxInitials,
  );
  const words = new Set([...findWords(chunks, 'initials', lookup), ...findWords(chunks, 'mixed', lookup)]);
  const chains = parses.slice(0, maxAbbreviations).map(parse => placesOf(parse));
  return { words: [...words].slice(0, maxWords), phrases: findPhrases(chains, lookup) };
}

/** cesi: 测试. */
function findBlunt(chunks: readonly string[], lookup: PinyinLookup): Found {
  const words = findWords(chunks, 'whole', lookup, { isBlunt: true });
  if (words.length > 0) return { words, phrases: [] };
  const parses = parsePinyin(chunks, 'whole').filter(({ length }) => length > 2);
  return {
    words,
    phrases: findPhrases(
      parses.map(parse => placesOf(parse, { isBlunt: true })),
      lookup,
    ),
  };
}

/** 施彩hong: 施彩虹; 中guo: 中国. As many of the Han characters beside the letters as make a word belong to it. */
class MixedPinyin {
  /** How many characters before and behind the letters are taken, the most first. */
  private readonly sides: readonly (readonly [number, number])[];
  private readonly before: readonly PinyinPlace[];
  private readonly behind: readonly PinyinPlace[];

  constructor(
    text: string,
    private readonly span: PinyinSpan,
    private readonly lookup: PinyinLookup,
  ) {
    const { start, end, hanStart, hanEnd } = span;
    this.before = placesOfHan(text, hanStart, start, lookup.pinyin);
    this.behind = placesOfHan(text, end, hanEnd, lookup.pinyin);
    const sides: [number, number][] = [];
    for (let left = this.before.length; left >= 0; left--)
      for (let right = this.behind.length; right >= 0; right--) if (left + right > 0) sides.push([left, right]);
    this.sides = sides.sort((a, b) => b[0] + b[1] - a[0] - a[1]);
  }

  /** Words of the letters and as many characters as possible. */
  findWords(form: PinyinForm): TypedPinyin | undefined {
    const { sides, span, lookup } = this;
    for (const [left, right] of sides) {
      if (form === 'half' && right > 0) continue;
      const patterns = this.listPlaces(form, left, right).map(places => ({ places, isPrefix: form === 'half' }));
      const words = patterns.length ? lookup.pinyin.find(patterns, maxWords).map(({ word }) => word) : [];
      if (words.length > 0) return { start: span.start - left, end: span.end + right, words, phrases: [] };
    }
    return undefined;
  }

  /** The same for phrases. */
  findPhrases(): TypedPinyin | undefined {
    const { sides, span, lookup } = this;
    for (const [left, right] of sides) {
      if (left + right > maxHanInPhrase) continue;
      const phrases = findPhrases(this.listPlaces('whole', left, right), lookup);
      if (phrases.length > 0) return { start: span.start - left, end: span.end + right, words: [], phrases };
    }
    return undefined;
  }

  private listPlaces(form: PinyinForm, left: number, right: number): PinyinPlace[][] {
    const { before, behind, span } = this;
    return parsePinyin(span.chunks, form).map(parse => [
      ...before.slice(before.length - left),
      ...placesOf(parse),
      ...behind.slice(0, right),
    ]);
  }
}

/** Characters beside letters that make a phrase with them. */
const maxHanInPhrase = 2;

/** The places of typed Han characters. */
function placesOfHan(text: string, from: number, to: number, pinyin: PinyinIndex): PinyinPlace[] {
  return Array.from({ length: to - from }, (_, i) => {
    const unit = text.charCodeAt(from + i);
    return { syllables: [...pinyin.syllablesOf(unit)].sort((a, b) => a - b), unit };
  });
}
