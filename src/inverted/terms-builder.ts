import { type Analysis, TermKind } from '../analysis/analysis.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import { HansouError } from '../errors.ts';
import { TermEntry, TermShape } from './term-entry.ts';
import { TermTable } from './term-table.ts';
import { type TermsBytes, TermsWriter } from './terms-writer.ts';

/** A posting while it is collected: 24 bits that name a term or a document, and 8 bits for the frequency. */
const nameBits = 24;
const frequencyBits = 8;
/** Frequencies from here on stand in a map of their own. */
const mostFrequency = 255;
const chunkSize = 1 << 18;

/**
 * Collects the terms of a text field, document by document, and lays them out.
 *
 * A document's postings stand together, each term once, for which every term remembers where its last posting stands.
 * `finish` sorts them by term with one counting pass.
 */
export class TermsBuilder {
  private readonly table = new TermTable();
  private documentCount = 0;
  /** Where the postings of each document end. */
  private ends: Uint32Array = new Uint32Array(64);

  private postingCount = 0;
  /** Postings by document: term, frequency. */
  private chunks: Uint32Array[] = [];
  /** Frequencies from 255 on, by place of the posting. */
  private large = new Map<number, number>();
  /** The postings of the document at hand. */
  private own: Uint32Array = new Uint32Array(1024);
  /** By term: the place behind its last posting. */
  private lasts: Uint32Array = new Uint32Array(4096);

  /** By place in the text: the ordinal of the character that begins there; the pair's number, plus 1; its units. */
  private characterAt: Uint32Array = new Uint32Array(1024);
  private pairAt: Uint32Array = new Uint32Array(1024);
  private pairLength = new Uint8Array(1024);

  /** How many postings were collected: the measure of what memory it takes. */
  get size(): number {
    return this.postingCount;
  }

  /** Whether there are numbers left for all terms of a document, should they be new. An empty one takes any. */
  fits(analysis: Analysis): boolean {
    return (
      this.documentCount === 0 || Math.max(this.table.count + analysis.count, this.documentCount + 1) < 1 << nameBits
    );
  }

  /**
   * Adds the next document's terms.
   * @throws HansouError BAD_DOCUMENT when one document alone has more than 16,777,215 different terms; then this is of
   *   no more use
   */
  add(analysis: Analysis): void {
    const { kinds, starts, ends, units, count } = analysis;
    this.reserve(analysis);
    const { table, characterAt, pairAt, pairLength, own, lasts, large } = this;
    const first = this.postingCount;
    let next = first;
    let before = 0;
    for (let i = 0; i < count; i++) {
      const start = starts[i];
      const end = ends[i];
      let term: number;
      let more = 1;
      switch (kinds[i]) {
        case TermKind.Character:
          before = table.character(units, start, end);
          characterAt[start] = before;
          term = table.characterTerms[before];
          break;
        case TermKind.Bigram:
          // A pair is told right after its second character.
          term = table.pair(characterAt[start], before, units, start, end);
          pairAt[start] = term + 1;
          pairLength[start] = end - start;
          break;
        default:
          if (pairAt[start] !== 0 && pairLength[start] === end - start) term = pairAt[start];
          else {
            const ordinal = end - start === 1 ? table.knownOrdinal(units[start]) : 0;
            term = ordinal !== 0 ? table.characterTerms[ordinal] + 1 : table.word(units, start, end);
          }
          more = kinds[i] === TermKind.Word ? 1 : 0;
      }
      const last = lasts[term];
      if (last <= first) {
        own[next - first] = (term << frequencyBits) | more;
        lasts[term] = ++next;
      } else if (more === 1) {
        const at = last - 1 - first;
        if ((own[at] & mostFrequency) < mostFrequency - 1) own[at]++;
        else {
          large.set(last - 1, (large.get(last - 1) ?? mostFrequency - 1) + 1);
          own[at] |= mostFrequency;
        }
      }
    }
    if (table.count >= 1 << nameBits) {
      throw new HansouError('BAD_DOCUMENT', 'a text has too many different terms', {
        expected: `fewer than ${1 << nameBits} different characters, pairs and words`,
        got: `${table.count}`,
        todo: 'Add it in several documents.',
      });
    }
    this.keep(next - first);
  }

  /**
   * @param postings takes the long lists
   * @param isName whether a word is a name
   */
  finish(postings: ByteSink, isName: (units: Uint16Array, start: number, end: number) => boolean): TermsBytes {
    const { table } = this;
    const { grouped, large, starts } = this.grouped();
    const frequencyOf = (at: number): number => {
      const frequency = grouped[at] & mostFrequency;
      return frequency === mostFrequency ? large.get(at)! : frequency;
    };
    const writer = new TermsWriter(this.documentCount, postings);
    const entry = new TermEntry();
    const { list } = entry;
    const { units, starts: unitStarts, lengths, shapes } = table;
    const fill = (term: number): void => {
      const from = starts[term];
      const count = starts[term + 1] - from;
      entry.reserve(count);
      list.count = count;
      const { documents, frequencies } = list;
      for (let i = 0; i < count; i++) {
        documents[i] = grouped[from + i] >>> frequencyBits;
        frequencies[i] = frequencyOf(from + i);
      }
    };
    /** The documents where a pair is a word are some of those where it stands. */
    const fillWords = (word: number): void => {
      let at = starts[word];
      const end = starts[word + 1];
      for (let i = 0; i < list.count; i++) {
        const isWord = at < end && grouped[at] >>> frequencyBits === list.documents[i];
        entry.words[i] = isWord ? 1 + frequencyOf(at) : 0;
        if (isWord) at++;
      }
    };
    for (const term of table.sorted()) {
      entry.length = lengths[term];
      for (let i = 0; i < entry.length; i++) entry.units[i] = units[unitStarts[term] + i];
      const shape = shapes[term] as TermShape;
      // Behind a character or pair stands the same as a word.
      const isWord = shape === TermShape.Word || starts[term + 2] > starts[term + 1];
      const isWordName = isWord && isName(entry.units, 0, entry.length);
      entry.shape = shape;
      entry.isWord = isWord;
      entry.isName = shape !== TermShape.Character && isWordName;
      fill(term);
      if (shape === TermShape.Pair && isWord) fillWords(term + 1);
      writer.add(entry);
      if (shape !== TermShape.Character || !isWord) continue;
      entry.shape = TermShape.Word;
      entry.isName = isWordName;
      fill(term + 1);
      writer.add(entry);
    }
    return writer.finish();
  }

  /** The postings by term, each term's by document: document, frequency. What was collected is given up. */
  private grouped() {
    const { chunks, postingCount, ends } = this;
    const starts = new Uint32Array(this.table.count + 1);
    for (let first = 0; first < postingCount; first += chunkSize) {
      const chunk = chunks[first / chunkSize];
      const count = Math.min(chunkSize, postingCount - first);
      for (let i = 0; i < count; i++) starts[(chunk[i] >>> frequencyBits) + 1]++;
    }
    for (let term = 0; term < this.table.count; term++) starts[term + 1] += starts[term];
    const next = starts.slice();
    const grouped = new Uint32Array(postingCount);
    const large = new Map<number, number>();
    let document = 0;
    for (let first = 0; first < postingCount; first += chunkSize) {
      const chunk = chunks[first / chunkSize];
      const count = Math.min(chunkSize, postingCount - first);
      for (let i = 0; i < count; i++) {
        while (first + i >= ends[document]) document++;
        const posting = chunk[i];
        const to = next[posting >>> frequencyBits]++;
        grouped[to] = (document << frequencyBits) | (posting & mostFrequency);
        if ((posting & mostFrequency) === mostFrequency) large.set(to, this.large.get(first + i)!);
      }
    }
    this.chunks = [];
    this.large.clear();
    return { grouped, large, starts };
  }

  /** Puts the document's postings behind those of the others. */
  private keep(count: number): void {
    for (let from = 0; from < count; ) {
      const at = this.postingCount % chunkSize;
      if (at === 0)
        this.chunks.push(new Uint32Array(this.chunks.length === 0 ? Math.min(chunkSize, 1 << 14) : chunkSize));
      const chunk = this.room(at + count - from);
      const taken = Math.min(count - from, chunkSize - at);
      chunk.set(this.own.subarray(from, from + taken), at);
      from += taken;
      this.postingCount += taken;
    }
    if (this.documentCount === this.ends.length) this.ends = grown(this.ends, this.documentCount * 2);
    this.ends[this.documentCount++] = this.postingCount;
  }

  /** The last chunk; the first one begins small and grows. */
  private room(needed: number): Uint32Array {
    const last = this.chunks.length - 1;
    const chunk = this.chunks[last];
    if (chunk.length >= Math.min(needed, chunkSize)) return chunk;
    return (this.chunks[last] = grown(chunk, Math.min(chunkSize, Math.max(needed, chunk.length * 4))));
  }

  /** Room for a document's terms, all of which may be new; and no pair begins anywhere yet. */
  private reserve({ count, length }: Analysis): void {
    if (count > this.own.length) this.own = new Uint32Array(Math.max(count, this.own.length * 2));
    const terms = this.table.count + count;
    if (terms > this.lasts.length) this.lasts = grown(this.lasts, Math.max(terms, this.lasts.length * 2));
    if (length > this.pairAt.length) {
      const size = Math.max(length, this.pairAt.length * 2);
      this.characterAt = new Uint32Array(size);
      this.pairAt = new Uint32Array(size);
      this.pairLength = new Uint8Array(size);
    } else this.pairAt.fill(0, 0, length);
  }
}

function grown(from: Uint32Array, size: number): Uint32Array {
  const to = new Uint32Array(size);
  to.set(from);
  return to;
}
