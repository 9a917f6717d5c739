/** hansou's own segmenter, as the bench measures it. */
import { baseLexicon } from '../../src/base-lexicon.ts';
import { createSegmenter } from '../../src/segment/dictionary-segmenter.ts';
import { projectFile } from '../project-file.ts';
import type { BenchSegmenter } from './segmenter.ts';

export const hansouSegmenter: BenchSegmenter = {
  info: {
    name: 'hansou',
    title: 'hansou',
    configuration:
      'The base lexicon with its model for unknown words. “Words with offsets” are the tokens of segment; “offsets only” is eachToken, which makes no object.',
    documentation: 'README.md',
  },
  async load() {
    const segmenter = createSegmenter({ lexicon: await baseLexicon(projectFile('dict/base.lexicon.gz')) });
    return {
      cut: text => segmenter.cut(text),
      cutWithOffsets: text => segmenter.segment(text).length,
      cutToOffsets(text) {
        let sum = 0;
        segmenter.eachToken(text, (start, end) => {
          sum += end - start;
        });
        return sum;
      },
    };
  },
};
