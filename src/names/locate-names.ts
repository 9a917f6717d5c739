/** Where do these names stand? One pass over the corpus counts them all and keeps three places of each. */
import { buildDoubleArray } from '../lexicon/build-double-array.ts';
import { findChild, payloadAt, rootNode } from '../lexicon/double-array.ts';
import type { Corpus } from './corpus.ts';

/** Number of places that are kept. */
const maxPlaces = 3;

/** The places of several words in a corpus, by number of the word. */
export interface NamePlaces {
  readonly counts: Int32Array;
  readonly documents: Int32Array;
  /** Three for each word: where it stands; -1 for none. Places in different documents come first. */
  readonly places: Int32Array;
}

/**
 * Finds the words in the folded text.
 *
 * Law: a word is counted wherever the text contains it, also inside others.
 * @param words folded, distinct
 */
export function locateNames(corpus: Corpus, words: readonly string[]): NamePlaces {
  const counts = new Int32Array(words.length);
  const documents = new Int32Array(words.length);
  const places = new Int32Array(words.length * maxPlaces).fill(-1);
  if (words.length === 0) return { counts, documents, places };
  const { trie, nodes } = buildDoubleArray(
    words,
    words.map(() => 1),
  );
  const numbers = new Int32Array(trie.checks.length);
  nodes.forEach((node, number) => {
    numbers[node] = number;
  });
  const lastDocuments = new Int32Array(words.length).fill(-1);
  const { units, length, documentStarts } = corpus;
  let document = 0;
  for (let at = 0; at < length; at++) {
    while (document + 1 < documentStarts.length && documentStarts[document + 1] <= at) document++;
    let node: number = rootNode;
    for (let end = at; end < length; end++) {
      node = findChild(trie, node, units[end]);
      if (node < 0) break;
      if (payloadAt(trie, node) === 0) continue;
      const number = numbers[node];
      counts[number]++;
      const slots = number * maxPlaces;
      const isNewDocument = lastDocuments[number] !== document;
      if (isNewDocument) {
        lastDocuments[number] = document;
        documents[number]++;
      }
      keepPlace(places, slots, at, isNewDocument, documents[number]);
    }
  }
  return { counts, documents, places };
}

/** Keeps a place: of a new document in place of a second one of an earlier document. */
function keepPlace(places: Int32Array, slots: number, at: number, isNewDocument: boolean, documents: number): void {
  if (isNewDocument) {
    if (documents <= maxPlaces) {
      places.copyWithin(slots + documents, slots + documents - 1, slots + maxPlaces - 1);
      places[slots + documents - 1] = at;
    }
    return;
  }
  for (let i = slots; i < slots + maxPlaces; i++)
    if (places[i] < 0) {
      places[i] = at;
      return;
    }
}
