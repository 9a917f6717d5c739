/** The corpus of a run that names none. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { openLexiconFile } from '../../src/lexicon/lexicon-file.ts';
import { listTableWords } from '../../src/lexicon/lexicon-table.ts';
import { projectFile } from '../project-file.ts';
import { type Corpus, writeCorpus } from './corpus.ts';
import { generateDocuments, type WeightedWord } from './generate.ts';
import { readPaperSentences } from './paper.ts';

const seed = 2022;

/** Generates a corpus of `count` documents. */
export function generateCorpus(count: number, directory: string): Corpus {
  return writeCorpus(
    {
      name: `generated-${count}`,
      about:
        'A generated corpus (seeded): articles of random words of the base lexicon with their real frequencies, each with topics of its own, and sentences of the sample paper between them. Words are as frequent and as rare as in real text, but the texts mean nothing; use --corpus for your own texts',
      documents: generateDocuments(readLexiconWords(), readPaperSentences(), seed),
      count,
    },
    directory,
  );
}

/** Reads the words of the base lexicon with their frequencies. */
function readLexiconWords(): WeightedWord[] {
  const bytes = gunzipSync(readFileSync(projectFile('dict/base.lexicon.gz')));
  return [...listTableWords(openLexiconFile(new Uint8Array(bytes)).table)].filter(({ word }) =>
    /^\p{Script=Han}+$/u.test(word),
  );
}
