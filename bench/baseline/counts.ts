/**
 * Exact counts on a fixed corpus: 300 documents mixed from the sentences of the sample paper, by a seed, and queries
 * drawn from them without any segmenter. All of it is in the repository, so the counts are the same on every machine,
 * and change only when hansou does (or the paper, which the fingerprint tells).
 */

import { Analysis, TermKind } from '../../src/analysis/analysis.ts';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { checksum } from '../../src/bytes/checksum.ts';
import { text } from '../../src/fields.ts';
import type { LiveIndex } from '../../src/index/live/live-index.ts';
import type { Query } from '../../src/query/language/query.ts';
import { createIndex, openIndex } from '../../src/search-index.ts';
import type { SearchOptions } from '../../src/search-options.ts';
import { createSegmenter } from '../../src/segment/dictionary-segmenter.ts';
import { stringFromUnits } from '../../src/text/units.ts';

import { mixDocuments } from '../corpus/mix.ts';
import { paperSentences } from '../corpus/paper.ts';
import { projectFile } from '../measure/project-file.ts';
import { draw, drawPiece } from '../queries/draw.ts';
import { Random } from '../queries/random.ts';
import type { BenchDocument } from '../subjects/subject.ts';
import type { Counts } from './compare.ts';
import { countingReader, ReadCounts } from './counting-reader.ts';

/** How much is counted. */
export interface BaselineSize {
  readonly documents: number;
  /** Queries of each kind. */
  readonly queries: number;
}

const usualSize: BaselineSize = { documents: 300, queries: 200 };
const seed = 1;

export interface BaselineRun {
  /** Changes with the corpus: counts of two corpora do not compare. */
  readonly corpus: string;
  readonly counts: Counts;
}

export async function countAll(size = usualSize): Promise<BaselineRun> {
  const documents = fixedDocuments(size.documents);
  const lexicon = await baseLexicon(projectFile('dict/base.lexicon.gz'));
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
  for (const [i, document] of documents.entries())
    index.add({ id: String(i), title: document.title, body: document.text });
  const bytes = index.toBytes();
  return {
    corpus: fingerprintOf(documents),
    counts: {
      documents: documents.length,
      bytes: bytes.length,
      ...countTerms(documents, new Analyzer(createSegmenter({ lexicon }))),
      ...countReads(bytes, documents, size.queries),
    },
  };
}

/** Documents of the paper’s sentences; every first sentence is a title. */
export function fixedDocuments(count: number): BenchDocument[] {
  const sentences = paperSentences();
  const sources: BenchDocument[] = [];
  for (let i = 0; i < sentences.length; i += 12) {
    sources.push({ title: sentences[i], text: sentences.slice(i + 1, i + 12).join('') });
  }
  const documents: BenchDocument[] = [];
  for (const document of mixDocuments(
    sources.filter(source => source.text !== ''),
    seed,
  )) {
    documents.push(document);
    if (documents.length === count) break;
  }
  return documents;
}

function fingerprintOf(documents: readonly BenchDocument[]): string {
  const all = documents.map(({ title, text }) => `${title}\n${text}`).join('\n');
  return `${all.length} units, checksum ${checksum(new TextEncoder().encode(all)).toString(16)}`;
}

/** Tokens (terms where they stand) and terms (different ones), by kind. */
function countTerms(documents: readonly BenchDocument[], analyzer: Analyzer): Record<string, number> {
  const names = new Map<number, string>([
    [TermKind.Character, 'characters'],
    [TermKind.Bigram, 'bigrams'],
    [TermKind.Word, 'words'],
    [TermKind.InnerWord, 'inner words'],
  ]);
  const counts: Record<string, number> = {};
  const analysis = new Analysis();
  for (const [kind, name] of names) {
    const terms = new Set<string>();
    let tokens = 0;
    for (const document of documents) {
      for (const text of [document.title, document.text]) {
        analyzer.analyze(text, analysis);
        for (let i = 0; i < analysis.count; i++) {
          if (analysis.kinds[i] !== kind) continue;
          tokens++;
          terms.add(stringFromUnits(analysis.units, analysis.starts[i], analysis.ends[i]));
        }
      }
    }
    counts[`tokens, ${name}`] = tokens;
    counts[`terms, ${name}`] = terms.size;
  }
  return counts;
}

/** What all queries of a kind read together; snippets are made. */
function countReads(
  bytes: Uint8Array,
  documents: readonly BenchDocument[],
  queryCount: number,
): Record<string, number> {
  const random = new Random(seed);
  const texts = documents.map(document => document.text);
  const pieces = (shortest: number, longest: number) =>
    draw(queryCount, () => drawPiece(random.of(texts), random, shortest, longest));
  const short = pieces(2, 3);
  const kinds: readonly [string, NonNullable<SearchOptions['match']>, readonly Query[]][] = [
    ['all words', 'all', short.map((words, i) => ({ words: `${words} ${short[(i * 7) % short.length].slice(0, 2)}` }))],
    ['any word', 'any', short.map(words => ({ words }))],
    ['quoted', 'smart', pieces(2, 10).map(phrase => ({ phrase }))],
    ['questions', 'smart', pieces(12, 20).map(words => ({ words }))],
  ];
  const counts: Record<string, number> = {};
  for (const [name, match, queries] of kinds) {
    const reads = new ReadCounts();
    const index = openIndex(bytes);
    // Everything is read through one method: counting there leaves the face as users have it.
    const { live } = index as unknown as { live: LiveIndex };
    const reader = countingReader(live.reader(), reads);
    live.reader = () => reader;
    for (const query of queries) index.search(query, { match });
    counts[`${name}: postings read`] = reads.postings;
    counts[`${name}: lists read`] = reads.lists;
    counts[`${name}: texts read`] = reads.texts;
  }
  return counts;
}
