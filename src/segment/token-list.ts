/** What a token is. The numbers stand in token lists, the names in `Token.kind`. */
export const TokenKind = {
  /** A word of Han characters, one or more. */
  Han: 0,
  /** A Latin (Greek, Cyrillic …) word, also mixed with digits and signs: `5g`, `c++`, `covid-19`, an address. */
  Latin: 1,
  /** A number: `18`, `3.14`, `100%`, `1,000`. */
  Number: 2,
  /** A run of kana, Hangul and other scripts without blanks. */
  Syllable: 3,
  /** One punctuation mark, sign, emoji or anything else that is no word. */
  Symbol: 4,
  /** A run of blanks and line breaks. */
  Space: 5,
} as const;
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/** The names of the kinds, by number. */
export const tokenKindNames = ['han', 'latin', 'number', 'syllable', 'symbol', 'space'] as const;
export type TokenKindName = (typeof tokenKindNames)[number];

/**
 * Tokens as numbers, to be filled again and again without allocating: parallel arrays of which the first `count`
 * entries count. Offsets are UTF-16 units in the text that was cut.
 */
export class TokenList {
  count = 0;
  /** How many of them are the best path: these come first. The others are words inside and across those. */
  pathCount = 0;
  starts = new Uint32Array(256);
  ends = new Uint32Array(256);
  kinds = new Uint8Array(256);

  clear(): void {
    this.count = this.pathCount = 0;
  }

  push(start: number, end: number, kind: TokenKind): void {
    if (this.count === this.starts.length) this.reserve(1);
    const at = this.count++;
    this.starts[at] = start;
    this.ends[at] = end;
    this.kinds[at] = kind;
  }

  /** Makes room for `more` tokens: the arrays are others afterwards. */
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
