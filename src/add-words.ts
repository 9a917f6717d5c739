/** Words for an index that exists: the documents that hold them are cut anew, and nothing else is touched. */

import { TermKind } from './analysis/analysis.ts';
import { listNormalStretches } from './analysis/normal-stretches.ts';
import { describeValue, HansouError } from './errors.ts';
import type { IndexReader } from './index/index-reader.ts';
import { PostingList } from './index/posting-list.ts';
import type { Schema } from './index/schema.ts';
import { ReusableTerm } from './index/term.ts';
import { analysisChecks, createAnalyzer } from './index-options.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import type { LexiconEntry } from './lexicon/parse-lexicon.ts';
import { isSearchIndex, type SearchIndex } from './search-index.ts';
import { CharacterClass, classOfUnit } from './text/characters.ts';
import { fold } from './text/folding.ts';
import { isNormal } from './text/normal-form.ts';
import { UnitBuffer } from './text/unit-buffer.ts';
import { stringFromUnits, unitsFromString } from './text/units.ts';
import { checkOptions, type OptionRules, requireIterable } from './validate.ts';

/** Options of `addWords`. */
export interface AddWordsOptions {
  /** The lexicon that the index was made with. */
  readonly lexicon: Lexicon;
}

/** What adding words did. */
export interface AddedWords {
  /** The lexicon with the words: the one to open this index with from now on. */
  readonly lexicon: Lexicon;
  /** Number of documents that hold a word and were cut anew. */
  readonly documents: number;
}

const rules: OptionRules<AddWordsOptions> = {
  owner: 'addWords',
  checks: { lexicon: analysisChecks.lexicon },
  required: ['lexicon'],
  example: '{ lexicon: await baseLexicon() }',
};

/**
 * Adds words to an index, with its lexicon: names that came up since it was built. Documents that hold one are found by the
 * postings, cut anew and moved to the end, as if they were updated; nothing else is touched. A weight of 0 removes a word.
 *
 * ```ts
 * const { lexicon: richer, documents } = addWords(index, [{ word: '桐坡社区', tag: 'ns' }], { lexicon });
 * await writeFile('site.hansou', index.toBytes()); // open it with `richer` to add documents
 * ```
 *
 * Law: once compact, the index answers as one built with the new lexicon from its documents in their order.
 * @param entries words as `parseLexicon` or `discoverNames` returns them
 * @throws HansouError BAD_ARGUMENT; BAD_DICTIONARY for an entry; ANALYSIS_MISMATCH when the index was made with another lexicon
 */
export function addWords<S extends Schema>(
  index: SearchIndex<S>,
  entries: Iterable<LexiconEntry>,
  options: AddWordsOptions,
): AddedWords {
  if (!isSearchIndex(index))
    throw new HansouError('BAD_ARGUMENT', 'the index is invalid', {
      expected: 'a SearchIndex',
      got: describeValue(index),
      hint: 'Pass what createIndex or openIndex returned; if it is one, another version of hansou made it.',
    });
  checkOptions(rules, options, undefined);
  const { live } = index;
  const { lexicon } = options;
  const { fingerprint } = createAnalyzer({ lexicon })!;
  if (!live.hasAnalysis(fingerprint))
    throw new HansouError('ANALYSIS_MISMATCH', 'words cannot be added with another analysis', {
      expected: index.describe().analysis,
      got: fingerprint,
      hint: 'Pass the lexicon that the index was made with.',
    });
  const list = [...requireIterable(entries, 'words')];
  const richer = lexicon.extend(list);
  if (richer.fingerprint === lexicon.fingerprint) return { lexicon, documents: 0 };
  const words = [...new Set(list.map(({ word }) => fold(word.trim())))];
  const documents = findDocuments(live.reader(), words);
  live.reanalyze(createAnalyzer({ lexicon: richer })!, documents);
  return { lexicon: richer, documents: documents.length };
}

/** The documents whose folded text, or its normal form, contains a word; ascending. */
function findDocuments(reader: IndexReader, words: readonly string[]): number[] {
  const found = new Set<number>();
  const buffer = new UnitBuffer();
  for (const [field, { type }] of Object.entries(reader.schema)) {
    if (type !== 'text') continue;
    const wordsByDocument = new Map<number, string[]>();
    for (const word of words)
      for (const document of findCandidates(reader, field, word)) {
        const others = wordsByDocument.get(document);
        if (others) others.push(word);
        else wordsByDocument.set(document, [word]);
      }
    const text = reader.getTextReader(field);
    for (const [document, candidates] of wordsByDocument) {
      if (found.has(document)) continue;
      text.readText(document, buffer);
      const folded = foldBuffer(buffer);
      const isPlain = isNormal(unitsFromString(folded), folded.length);
      const normal = isPlain ? '' : fold(listNormalStretches(folded));
      if (candidates.some(word => folded.includes(word) || normal.includes(word))) found.add(document);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Documents that have the bigrams of a word; all when it has none of Han characters. */
function findCandidates(reader: IndexReader, field: string, word: string): Iterable<number> {
  const text = reader.getTextReader(field);
  const units = unitsFromString(word);
  const term = new ReusableTerm();
  let list: PostingList | undefined;
  const isHan = (at: number) => classOfUnit(units[at]) === CharacterClass.Han;
  for (let at = 0; at < units.length; at++) {
    if (!isHan(at) || (units.length > 1 && !(at + 1 < units.length && isHan(at + 1)))) continue;
    const next = new PostingList();
    if (units.length === 1) text.readDocuments(term.set(TermKind.Character, units, at, at + 1), list, next);
    else text.readDocuments(term.set(TermKind.Bigram, units, at, at + 2), list, next);
    list = next;
  }
  if (list) return list.documents.subarray(0, list.count);
  return Array.from({ length: reader.documentLimit }, (_, document) => document).filter(each => reader.isLive(each));
}

function foldBuffer({ units, length }: UnitBuffer): string {
  return fold(stringFromUnits(units, 0, length));
}
