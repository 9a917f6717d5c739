/** hansou’s own cuts of sentences, with and without names, and how fast they are made. */
import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createSegmenter } from '../../../src/segment/dictionary-segmenter.ts';
import { TokenList } from '../../../src/segment/token-list.ts';
import { foldInto } from '../../../src/text/folding.ts';
import { median } from '../../measure/statistics.ts';
import type { NamedWords } from './count-names.ts';
import { type GoldKind, type GoldSentence, goldKinds, type Span } from './gold-names.ts';

/** By kind of `NameKind`. */
const kindNames: readonly (GoldKind | '')[] = ['', ...goldKinds];

/**
 * Cuts the sentences by a lexicon. Said to be names are those that name edges and model find: the tags of the lexicon do not tell 和平 as
 * a name from 和平 as a word.
 */
export function cutSentences(lexicon: Lexicon, sentences: readonly GoldSentence[]): NamedWords[] {
  const segmenter = createSegmenter({ lexicon });
  const tokens = new TokenList();
  const names = new TokenList();
  return sentences.map(({ text }) => {
    const units = new Uint16Array(text.length);
    foldInto(text, units);
    segmenter.segmentInto(units, text.length, tokens);
    segmenter.copyNames(names);
    let name = 0;
    const words = Array.from({ length: tokens.count }, (_, i): Span => {
      const start = tokens.starts[i];
      while (name < names.count && names.ends[name] <= start) name++;
      const isName = name < names.count && names.starts[name] === start;
      return [start, tokens.ends[i], isName ? kindNames[names.kinds[name]] : ''];
    });
    return { words, terms: segmenter.terms(text).map(({ start, end }): Span => [start, end, '']) };
  });
}

/**
 * Measures how many characters a second are cut into words with offsets, by each lexicon in turn.
 * @returns by lexicon: the median round
 */
export function measureSpeeds(lexicons: readonly Lexicon[], texts: readonly string[], rounds: number): number[] {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const tokens = new TokenList();
  const units = new Uint16Array(texts.reduce((max, text) => Math.max(max, text.length), 0));
  const segmenters = lexicons.map(lexicon => createSegmenter({ lexicon }));
  const speeds: number[][] = lexicons.map(() => []);
  // The first round warms up.
  for (let round = 0; round <= rounds; round++)
    segmenters.forEach((segmenter, i) => {
      const started = performance.now();
      for (const text of texts) {
        foldInto(text, units);
        segmenter.segmentInto(units, text.length, tokens);
      }
      if (round > 0) speeds[i].push((1000 * characters) / (performance.now() - started));
    });
  return speeds.map(median);
}
