/** What cuts a text into the words that every peer gets alike. */
export interface Cutter {
  /** `@node-rs/jieba 2.0.3, search mode`. */
  readonly name: string;
  /** Words for indexing: those of the best path and those inside them. Lower case, no signs, no blanks. */
  forIndex(text: string): string[];
  /** Words that all must be found: those of the best path only, since what lies inside them follows. */
  forAll(text: string): string[];
}

const holdsLetter = /[\p{L}\p{N}]/u;

/** Leaves out signs and blanks, and folds case as most engines do by themselves. */
export function cleanWords(words: readonly string[]): string[] {
  const clean: string[] = [];
  for (const word of words) if (holdsLetter.test(word)) clean.push(word.toLowerCase());
  return clean;
}

/** Counts the time that its cutter takes, in ms. */
export class TimedCutter implements Cutter {
  milliseconds = 0;

  constructor(private readonly cutter: Cutter) {}

  get name(): string {
    return this.cutter.name;
  }

  forIndex(text: string): string[] {
    const start = performance.now();
    const words = this.cutter.forIndex(text);
    this.milliseconds += performance.now() - start;
    return words;
  }

  forAll(text: string): string[] {
    return this.cutter.forAll(text);
  }
}
