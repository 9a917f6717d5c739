/** Which of the documents that are held have a term? What `TextReader` reads of one text field. */
import { TermKind } from '../../analysis/analysis.ts';
import { PrefixMark } from '../../index/index-reader.ts';
import { type BigramList, PostingList } from '../../index/posting-list.ts';
import type { Term } from '../../index/term.ts';
import { isRun } from '../../index/termdict/segment-vocabulary.ts';
import { maxTermUnits } from '../../index/termdict/term-entry.ts';
import { type HeldText, hashUnits } from './held-text.ts';

/**
 * A text field of the documents that are held.
 *
 * Law: of each term it reads what the index of these documents reads.
 */
export class HeldField {
  /** By document: an index of `sizeByCode`. */
  readonly sizeCodes: Uint8Array;
  /** By document: the number of its first term, through all documents; then the number of all terms. */
  private readonly firsts: Uint32Array;
  /** By hash: 1 + the first term that has it, 0 for none. Created when a term is first looked up. */
  private heads: Uint32Array | undefined;
  /** By term: 1 + the next one with its hash, 0 for none. */
  private nexts: Uint32Array = new Uint32Array(0);
  private readonly words = new PostingList();

  /** @param texts by document */
  constructor(private readonly texts: readonly HeldText[]) {
    this.sizeCodes = Uint8Array.from(texts, ({ sizeCode }) => sizeCode);
    this.firsts = new Uint32Array(texts.length + 1);
    texts.forEach(({ kinds }, document) => {
      this.firsts[document + 1] = this.firsts[document] + kinds.length;
    });
  }

  /** `TextReader.readPostings`; with candidates, `readPostingsIn`. */
  read(term: Term, candidates: PostingList | undefined, out: PostingList): void {
    const { texts, firsts } = this;
    const { kind, units, start, end } = term;
    out.count = 0;
    if (end <= start || end - start > maxTermUnits) return;
    const heads = this.heads ?? this.chain();
    let document = 0;
    let candidate = 0;
    for (let next = heads[hashUnits(units, start, end)]; next > 0; next = this.nexts[next - 1]) {
      while (firsts[document + 1] < next) document++;
      const text = texts[document];
      const at = next - 1 - firsts[document];
      const own = text.kinds[at];
      if (own !== kind && !(kind === TermKind.InnerWord && own === TermKind.Word)) continue;
      if (text.lengthOf(at) !== end - start || !text.hasPrefix(at, units, start, end)) continue;
      if (candidates) {
        while (candidate < candidates.count && candidates.documents[candidate] < document) candidate++;
        if (candidate === candidates.count) break;
        if (candidates.documents[candidate] > document) continue;
      }
      if (out.count === 0 || out.documents[out.count - 1] !== document) {
        out.reserve(out.count + 1);
        out.documents[out.count] = document;
        out.frequencies[out.count++] = 0;
      }
      // An inner word has no frequency of its own.
      if (own !== TermKind.InnerWord) out.frequencies[out.count - 1]++;
    }
    for (let i = 0; i < out.count; i++) out.frequencies[i] ||= 1;
  }

  /** `TextReader.readBigram`. */
  readBigram(term: Term, candidates: PostingList | undefined, out: BigramList): void {
    const { words } = this;
    const { units, start, end } = term;
    this.read(term, candidates, out);
    this.read({ kind: TermKind.Word, units, start, end }, candidates, words);
    for (let i = 0, word = 0; i < out.count; i++) {
      while (word < words.count && words.documents[word] < out.documents[i]) word++;
      const isWord = word < words.count && words.documents[word] === out.documents[i];
      out.wordFrequencies[i] = isWord ? words.frequencies[word] : 0;
    }
  }

  /** `TextReader.readUnfollowed`: the occurrences of the character that are more than the bigrams that begin with it. */
  readUnfollowed({ units, start, end }: Term, candidates: PostingList, out: PostingList): void {
    out.count = 0;
    out.reserve(candidates.count);
    for (const document of candidates.documents.subarray(0, candidates.count)) {
      const text = this.texts[document];
      let unfollowed = 0;
      text.kinds.forEach((kind, at) => {
        if (kind <= TermKind.Bigram && text.hasPrefix(at, units, start, end))
          unfollowed += kind === TermKind.Character ? 1 : -1;
      });
      if (unfollowed > 0) out.documents[out.count++] = document;
    }
  }

  /** `TextReader.markWordsWithPrefix`. */
  markWordsWithPrefix(prefix: Uint16Array, marks: Uint8Array): void {
    const { words } = this;
    this.texts.forEach((text, document) => {
      text.kinds.forEach((kind, at) => {
        if (kind < TermKind.Word || !text.hasPrefix(at, prefix, 0, prefix.length)) return;
        if (kind === TermKind.Word) marks[document] = PrefixMark.Word;
        else if (marks[document] === 0) {
          const { units, starts, ends } = text;
          const word = { kind: TermKind.Word, units, start: starts[at], end: ends[at] };
          if (isRun(units, starts[at], text.lengthOf(at))) this.read(word, undefined, words);
          else words.count = 1;
          if (words.count > 0) marks[document] = PrefixMark.Inner;
        }
      });
    });
  }

  /** Puts the terms with the same hash one behind the other, ascending. */
  private chain(): Uint32Array {
    const { texts, firsts } = this;
    const heads = new Uint32Array(1 << 16);
    const nexts = new Uint32Array(firsts[texts.length]);
    for (let document = texts.length - 1; document >= 0; document--) {
      const { hashes } = texts[document];
      for (let at = hashes.length - 1, term = firsts[document + 1] - 1; at >= 0; at--, term--) {
        const hash = hashes[at];
        nexts[term] = heads[hash];
        heads[hash] = term + 1;
      }
    }
    this.nexts = nexts;
    return (this.heads = heads);
  }
}
