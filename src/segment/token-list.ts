/** Tokens as numbers in arrays, for code that must not allocate an object per token. */

/** What a token is. Token lists hold the numbers, `Token.kind` the names. */
export const TokenKind = {
  /** A word of Han characters, one or more. */
  Han: 0,
  /** A Latin, Greek, Cyrillic … word, possibly with digits and signs: `5g`, `c++`, `covid-19`, an address. */
  Latin: 1,
  /** A number: `18`, `3.14`, `100%`, `1,000`. */
  Number: 2,
  /** A run of kana, Hangul or another script without spaces between words. */
  Syllable: 3,
  /** One punctuation mark, sign, emoji, or anything else that is not a word. */
  Symbol: 4,
  /** A run of spaces and line breaks. */
  Space: 5,
} as const;
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/** The names of the token kinds, by number. */
export const tokenKindNames = ['han', 'latin', 'number', 'syllable', 'symbol', 'space'] as const;
/** The name of a token kind. @useDeclaredType */
export type TokenKindName = (typeof tokenKindNames)[number];

/**
 * A list of tokens that is filled again and again without allocating: parallel arrays whose first `count` entries are valid.
 * Offsets are UTF-16 units of the text.
 */
export class TokenList {
  count = 0;
  /** The number of tokens on the best path, which come first. The others are words inside and across them. */
  pathCount = 0;
  starts = new Uint32Array(256);
  ends = new Uint32Array(256);
  kinds = new Uint8Array(256);

  /** Removes all tokens. */
  clear(): void {
    this.count = this.pathCount = 0;
  }

  /** Adds a token. */
  push(start: number, end: number, kind: TokenKind): void {
    if (this.count === this.starts.length) this.reserve(1);
    const at = this.count++;
    this.starts[at] = start;
    this.ends[at] = end;
    this.kinds[at] = kind;
  }

  /** The number of the first token from number `from` on that begins at `start` or behind it; `count` if none does. */
  findStart(start: number, from: number): number {
    let low = from;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle] < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Makes room for `more` tokens. This may replace the arrays. */
  reserve(more: number): void {
    if (this.count + more <= this.starts.length) return;
    const size = Math.max(this.count + more, this.starts.length * 2);
    const grown = <T extends Uint8Array | Uint32Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.starts = grown(new Uint32Array(size), this.starts);
    this.ends = grown(new Uint32Array(size), this.ends);
    this.kinds = grown(new Uint8Array(size), this.kinds);
  }
}
