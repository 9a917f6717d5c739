import { PostingList } from '../posting-list.ts';

/** What sort of list a term has. In the dictionary a character stands before the word of the same units. */
export const TermShape = {
  /** One character, by its own right: every place where it stands counts. */
  Character: 0,
  /** Two characters beside each other; some places may be words besides. */
  Bigram: 1,
  /** A word of any other form. */
  Word: 2,
} as const;
export type TermShape = (typeof TermShape)[keyof typeof TermShape];

/** Words have at most so many units. */
export const maxTermUnits = 64;

/** One term of a segment with its documents, to be filled again and again. */
export class TermEntry {
  readonly units = new Uint16Array(maxTermUnits);
  length = 0;
  shape: TermShape = TermShape.Word;
  /** Whether the lexicon knew the word as a name. */
  isName = false;
  /** The documents. Frequencies of a word count its places on the best path, 0 where it is an inner word only. */
  readonly list = new PostingList();
  /** Whether the pair is a word anywhere. */
  isWord = false;
  /** For each posting of such a pair: 0 where it is no word, else 1 and the number of places on the best path. */
  wordCodes = new Uint32Array(1024);
  /** Where the postings stand in the whole list, when only some of them were read. */
  listIndexes = new Uint32Array(1024);

  /** Makes room for `size` postings and keeps the first ones. */
  reserve(size: number): void {
    this.list.reserve(size);
    if (this.wordCodes.length >= this.list.documents.length) return;
    const words = new Uint32Array(this.list.documents.length);
    words.set(this.wordCodes);
    this.wordCodes = words;
    this.listIndexes = new Uint32Array(words.length);
  }
}

/** Terms in the order of the dictionary: by units, then by shape. */
export function compareUnits(
  a: Uint16Array,
  aStart: number,
  aEnd: number,
  b: Uint16Array,
  bStart: number,
  bEnd: number,
): number {
  const most = Math.min(aEnd - aStart, bEnd - bStart);
  for (let i = 0; i < most; i++) {
    const difference = a[aStart + i] - b[bStart + i];
    if (difference !== 0) return difference;
  }
  return aEnd - aStart - (bEnd - bStart);
}

/** Keeps the postings whose documents are among candidates. */
export function intersectInPlace(
  entry: TermEntry,
  candidates: Uint32Array,
  from: number,
  to: number,
  first: number,
): void {
  const { list, wordCodes: words } = entry;
  const { documents, frequencies } = list;
  let kept = 0;
  for (let i = 0, next = from; i < list.count && next < to; i++) {
    const document = documents[i] + first;
    while (next < to && candidates[next] < document) next++;
    if (next === to || candidates[next] !== document) continue;
    documents[kept] = documents[i];
    words[kept] = words[i];
    frequencies[kept++] = frequencies[i];
  }
  list.count = kept;
}
