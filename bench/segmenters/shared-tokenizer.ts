/** The tokenizer whose words all peers are given, so that engines are compared rather than tokenizers. */
export interface SharedTokenizer {
  /** `@node-rs/jieba, search mode with HMM`. */
  readonly name: string;
  /** Words for indexing: those of the best path and shorter words inside them. Lower case, without punctuation. */
  indexWords(text: string): string[];
  /** Words of a query that all must match: those of the best path only, because the shorter ones follow from them. */
  queryWords(text: string): string[];
}

const letterOrDigit = /[\p{L}\p{N}]/u;

/** Drops punctuation and spaces, and folds case as most engines do themselves. */
export function normalizeWords(words: readonly string[]): string[] {
  const normalized: string[] = [];
  for (const word of words) if (letterOrDigit.test(word)) normalized.push(word.toLowerCase());
  return normalized;
}

/** Measures the time that the tokenizer takes for indexing. */
export class TimedTokenizer implements SharedTokenizer {
  milliseconds = 0;

  constructor(private readonly tokenizer: SharedTokenizer) {}

  get name(): string {
    return this.tokenizer.name;
  }

  indexWords(text: string): string[] {
    const start = performance.now();
    const words = this.tokenizer.indexWords(text);
    this.milliseconds += performance.now() - start;
    return words;
  }

  queryWords(text: string): string[] {
    return this.tokenizer.queryWords(text);
  }
}
