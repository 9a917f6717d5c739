import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { openLexiconFile } from '../../src/lexicon/lexicon-file.ts';
import { listTableWords } from '../../src/lexicon/lexicon-table.ts';
import { projectFile } from '../measure/project-file.ts';
import { type Corpus, writtenCorpus } from './corpus.ts';
import { generateDocuments, type WeighedWord } from './generate.ts';
import { paperSentences } from './paper.ts';

const seed = 2022;

/** The corpus of those who bring none: said plainly, a generated one. */
export function generatedCorpus(count: number, directory: string): Corpus {
  return writtenCorpus(
    `generated-${count}`,
    generateDocuments(lexiconWords(), paperSentences(), seed),
    count,
    'A generated corpus (seeded): articles of random words of the base lexicon in their real frequencies, each with subjects of its own, and sentences of the sample paper between them. Its words are as frequent and as rare as in real text, but it says nothing; bring your own texts by --corpus',
    directory,
  );
}

/** The words of the base lexicon with their frequencies. */
function lexiconWords(): WeighedWord[] {
  const bytes = gunzipSync(readFileSync(projectFile('dict/base.lexicon.gz')));
  return [...listTableWords(openLexiconFile(new Uint8Array(bytes)).table)].filter(({ word }) =>
    /^\p{Script=Han}+$/u.test(word),
  );
}
