/** Which persons did name edges find in one place of a corpus and lose in another? What is a person here is one there. */
import { buildDoubleArray } from '../../lexicon/build-double-array.ts';
import { findChild, payloadAt, rootNode } from '../../lexicon/double-array.ts';
import { NameKind } from '../../lexicon/name-source.ts';
import { isAddress } from '../../segment/names/persons/forms-of-address.ts';
import { type Corpus, WordClass } from '../corpus.ts';

/** Minimum length in UTF-16 units: of shorter strings that are cut elsewhere half are no names. */
const minUnits = 3;

/** Where a person stands that was found in some of its places. */
export interface LostName {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the strings that are a token made by name edges somewhere, no word of the lexicon, and cut elsewhere: 翟晚霞 in 翟|晚霞. One that
 * mostly lies inside longer tokens (布鲁塞 in 布鲁塞尔) is a part of them.
 */
export function findLostNames(corpus: Corpus): LostName[] {
  const { tokenStarts, tokenCount, units, length } = corpus;
  const names = listEdgeNames(corpus);
  if (names.length === 0) return [];
  const { trie, nodes } = buildDoubleArray(
    names.map(({ start, end }) => corpus.textOf(start, end)),
    names.map(() => 1),
  );
  const numbers = new Int32Array(trie.checks.length);
  nodes.forEach((node, number) => {
    numbers[node] = number;
  });
  const insideCounts = new Int32Array(names.length);
  const cutCounts = new Int32Array(names.length);
  let token = 0;
  for (let at = 0; at < length; at++) {
    let node: number = rootNode;
    for (let end = at + 1; end <= length; end++) {
      node = findChild(trie, node, units[end - 1]);
      if (node < 0) break;
      if (payloadAt(trie, node) === 0) continue;
      while (token + 1 < tokenCount && tokenStarts[token + 1] <= at) token++;
      const tokenEnd = corpus.endOfToken(token);
      if (end > tokenEnd) cutCounts[numbers[node]]++;
      else if (at > tokenStarts[token] || end < tokenEnd) insideCounts[numbers[node]]++;
    }
  }
  return names.filter((_, number) => cutCounts[number] > 0 && insideCounts[number] <= cutCounts[number]);
}

/** Each distinct person that name edges made a token; 王大娘 is none. */
function listEdgeNames(corpus: Corpus): LostName[] {
  const { units, words, classes, tokenNames, tokenStarts, tokenWords, tokenCount } = corpus;
  const isListed = new Uint8Array(words.size);
  const names: LostName[] = [];
  for (let token = 0; token < tokenCount; token++) {
    const word = tokenWords[token];
    if (tokenNames[token] !== NameKind.Person || isListed[word] === 1) continue;
    const start = tokenStarts[token];
    const end = corpus.endOfToken(token);
    // A long token has the number of its beginning.
    if (end - start > words.lengths[word]) continue;
    isListed[word] = 1;
    if (classes[word] !== WordClass.Unknown || end - start < minUnits || isAddress(units[start + 1], units[start + 2]))
      continue;
    names.push({ start, end });
  }
  return names;
}
