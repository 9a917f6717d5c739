/** hansou's own segmenter, as the bench measures it. */
import { baseLexicon } from '../../src/base-lexicon.ts';
import { createSegmenter } from '../../src/segment/dictionary-segmenter.ts';
import { TokenList } from '../../src/segment/token-list.ts';
import { foldInto } from '../../src/text/folding.ts';
import { projectFile } from '../project-file.ts';
import type { BenchSegmenter } from './segmenter.ts';

export const hansouSegmenter: BenchSegmenter = {
  info: {
    name: 'hansou',
    title: 'hansou',
    configuration:
      'The base lexicon with its model for unknown words. “Offsets only” is what its index reads, folding included.',
    documentation: 'README.md',
  },
  async load() {
    const segmenter = createSegmenter({ lexicon: await baseLexicon(projectFile('dict/base.lexicon.gz')) });
    const tokens = new TokenList();
    let units = new Uint16Array(4096);
    return {
      cut: text => segmenter.cut(text),
      cutWithOffsets: text => segmenter.segment(text).length,
      cutToOffsets(text) {
        if (units.length < text.length) units = new Uint16Array(text.length * 2);
        foldInto(text, units);
        segmenter.segmentInto(units, text.length, tokens);
        return tokens.count;
      },
    };
  },
};
