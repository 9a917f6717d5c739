/** The texts of a corpus as one row of folded units, cut into words. */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { maxWordUnits } from '../lexicon/lexicon-table.ts';
import { createSegmenter } from '../segment/dictionary-segmenter.ts';
import { TokenList } from '../segment/token-list.ts';
import { foldInto } from '../text/folding.ts';
import { stringFromUnits } from '../text/units.ts';
import { SpanTable } from './span-table.ts';

/** What a distinct token is. */
export const WordClass = {
  /** Punctuation and spaces: no name goes across it. */
  Sign: 0,
  /** Letters and digits. */
  Latin: 1,
  /** Han characters that the lexicon does not have as a word. */
  Unknown: 2,
  /** A word of the lexicon. */
  Known: 3,
} as const;
export type WordClass = (typeof WordClass)[keyof typeof WordClass];

const lineBreak = 0x0a;

/**
 * The texts, folded, one after the other with a line break behind each, and their tokens as parallel arrays. Folding keeps
 * every length, so that a place here is the same place in the caller's text.
 */
export class Corpus {
  units = new Uint16Array(1 << 16);
  length = 0;
  /** By document: where its text begins. */
  readonly documentStarts: number[] = [];
  /** By token: where it begins, and the number of its string in `words`. It ends where the next begins. */
  tokenStarts = new Int32Array(1 << 16);
  tokenWords = new Int32Array(1 << 16);
  tokenCount = 0;
  /** By token: its kind in `NameKind` if name edges or the model made it, otherwise 0. */
  tokenNames = new Uint8Array(1 << 16);
  /** By document: its first token. */
  readonly documentTokens: number[] = [];
  /** The distinct tokens. */
  words!: SpanTable;
  /** By distinct token: what it is, and its tag in the lexicon. */
  classes = new Uint8Array(0);
  tags: string[] = [];

  constructor(
    readonly texts: readonly string[],
    readonly lexicon: Lexicon,
  ) {
    this.copyTexts();
    this.cutTexts();
    this.classifyWords();
  }

  /** The document that holds a place. */
  documentAt(place: number): number {
    let low = 0;
    let high = this.documentStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.documentStarts[middle] <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The folded text of a span. */
  textOf(start: number, end: number): string {
    return stringFromUnits(this.units, start, end);
  }

  /** Where a token ends. */
  endOfToken(token: number): number {
    return this.tokenStarts[token + 1];
  }

  private copyTexts(): void {
    let length = 0;
    for (const text of this.texts) length += text.length + 1;
    this.units = new Uint16Array(length);
    for (const text of this.texts) {
      this.documentStarts.push(this.length);
      foldInto(text, this.units.subarray(this.length));
      this.length += text.length;
      this.units[this.length++] = lineBreak;
    }
  }

  private cutTexts(): void {
    const { units, documentStarts } = this;
    const segmenter = createSegmenter({ lexicon: this.lexicon });
    const list = new TokenList();
    const names = new TokenList();
    this.words = new SpanTable(units);
    for (let document = 0; document < documentStarts.length; document++) {
      const origin = documentStarts[document];
      const length = (documentStarts[document + 1] ?? this.length) - origin;
      segmenter.segmentInto(units.subarray(origin, origin + length), length, list);
      this.documentTokens.push(this.tokenCount);
      if (this.tokenCount + list.count + 1 > this.tokenStarts.length) this.growTokens(list.count + 1);
      segmenter.copyNames(names);
      let name = 0;
      for (let i = 0; i < list.count; i++) {
        while (name < names.count && names.ends[name] <= list.starts[i]) name++;
        this.tokenNames[this.tokenCount] =
          name < names.count && names.starts[name] === list.starts[i] ? names.kinds[name] : 0;
        // A long token is no name, and its beginning is enough to tell it from others.
        const end = Math.min(list.ends[i], list.starts[i] + maxWordUnits);
        this.tokenStarts[this.tokenCount] = origin + list.starts[i];
        this.tokenWords[this.tokenCount++] = this.words.add(origin + list.starts[i], origin + end, document);
      }
    }
    this.tokenStarts[this.tokenCount] = this.length;
  }

  private classifyWords(): void {
    const { words, lexicon } = this;
    this.classes = new Uint8Array(words.size);
    this.tags = new Array<string>(words.size).fill('');
    for (let word = 0; word < words.size; word++) {
      const text = this.textOf(words.starts[word], words.starts[word] + words.lengths[word]);
      if (!/\p{Script=Han}/u.test(text))
        this.classes[word] = /[\p{L}\p{N}]/u.test(text) ? WordClass.Latin : WordClass.Sign;
      else {
        const found = lexicon.find(text);
        this.classes[word] = found ? WordClass.Known : WordClass.Unknown;
        this.tags[word] = found?.tag ?? '';
      }
    }
  }

  private growTokens(more: number): void {
    const size = Math.max(this.tokenCount + more, this.tokenStarts.length * 2);
    const starts = new Int32Array(size + 1);
    const words = new Int32Array(size);
    starts.set(this.tokenStarts);
    words.set(this.tokenWords);
    const tokenNames = new Uint8Array(size);
    tokenNames.set(this.tokenNames);
    this.tokenStarts = starts;
    this.tokenWords = words;
    this.tokenNames = tokenNames;
  }
}
