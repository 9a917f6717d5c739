/**
 * Exact counts on a fixed corpus: 300 documents mixed from the sentences of the sample paper with a seed, and queries
 * drawn from them without a segmenter. All of this is in the repository, so the counts are the same on every machine, and
 * change only when hansou or the paper changes. The fingerprint shows whether the paper did.
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
import { readPaperSentences } from '../corpus/paper.ts';
import type { BenchDocument } from '../engines/engine.ts';
import { projectFile } from '../project-file.ts';
import { drawMany, drawPhrase } from '../queries/draw.ts';
import { Random } from '../random.ts';
import type { Counts } from './compare.ts';
import { createCountingReader, ReadCounts } from './counting-reader.ts';

interface BaselineSize {
  readonly documents: number;
  /** Queries of each kind. */
  readonly queries: number;
}

const defaultSize: BaselineSize = { documents: 300, queries: 200 };
const seed = 1;

export interface BaselineRun {
  /** A fingerprint of the corpus: counts of different corpora cannot be compared. */
  readonly corpus: string;
  readonly counts: Counts;
}

/** Builds the index, runs the queries, and counts. */
export async function runCounts(size = defaultSize): Promise<BaselineRun> {
  const documents = createDocuments(size.documents);
  const lexicon = await baseLexicon(projectFile('dict/base.lexicon.gz'));
  const index = createIndex({ fields: { title: text({ weight: 3 }), body: text() }, lexicon });
  for (const [i, document] of documents.entries())
    index.add({ id: String(i), title: document.title, body: document.text });
  const bytes = index.toBytes();
  return {
    corpus: fingerprint(documents),
    counts: {
      documents: documents.length,
      bytes: bytes.length,
      ...countTerms(documents, new Analyzer(createSegmenter({ lexicon }))),
      ...countReads(bytes, documents, size.queries),
    },
  };
}

/** Mixes documents from the sentences of the sample paper. */
function createDocuments(count: number): BenchDocument[] {
  const sentences = readPaperSentences();
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

function fingerprint(documents: readonly BenchDocument[]): string {
  const all = documents.map(({ title, text }) => `${title}\n${text}`).join('\n');
  return `${all.length} units, checksum ${checksum(new TextEncoder().encode(all)).toString(16)}`;
}

/** Counts tokens (occurrences of terms) and distinct terms, by kind. */
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

/** Counts what all queries of a kind read together, including what their snippets read. */
function countReads(
  bytes: Uint8Array,
  documents: readonly BenchDocument[],
  queryCount: number,
): Record<string, number> {
  const random = new Random(seed);
  const texts = documents.map(document => document.text);
  const drawPhrases = (min: number, max: number) =>
    drawMany(queryCount, () => drawPhrase(random.pick(texts), random, { min, max }));
  const short = drawPhrases(2, 3);
  const kinds: readonly [string, NonNullable<SearchOptions['match']>, readonly Query[]][] = [
    ['all words', 'all', short.map((words, i) => ({ words: `${words} ${short[(i * 7) % short.length].slice(0, 2)}` }))],
    ['any word', 'any', short.map(words => ({ words }))],
    ['quoted', 'smart', drawPhrases(2, 10).map(phrase => ({ phrase }))],
    ['questions', 'smart', drawPhrases(12, 20).map(words => ({ words }))],
  ];
  const counts: Record<string, number> = {};
  for (const [name, match, queries] of kinds) {
    const reads = new ReadCounts();
    const index = openIndex(bytes);
    // All reads go through one private method, so counting there leaves the public class as it is.
    const { live } = index as unknown as { live: LiveIndex };
    const reader = createCountingReader(live.reader(), reads);
    live.reader = () => reader;
    for (const query of queries) index.search(query, { match });
    counts[`${name}: postings read`] = reads.postings;
    counts[`${name}: lists read`] = reads.lists;
    counts[`${name}: texts read`] = reads.texts;
  }
  return counts;
}
