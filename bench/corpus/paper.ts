/** Sentences of the sample paper in bench/paper. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { projectFile } from '../project-file.ts';
import { splitSentences } from './sentences.ts';

/**
 * Reads the whole sentences of the sample paper. Broken lines are joined by the simplest rule (no space between Han
 * characters), not with hansou's own repair: a fixed corpus must not change with the code that it measures.
 */
export function readPaperSentences(): string[] {
  return readPages().flatMap(page =>
    joinParagraphs(page)
      .flatMap(splitSentences)
      .map(sentence => sentence.trim())
      .filter(sentence => sentence.length >= 10 && sentence.length <= 120 && /[。！？]$/u.test(sentence)),
  );
}

/** Reads the pages in the order of their names. */
function readPages(): string[] {
  const folder = projectFile('bench/paper/');
  return readdirSync(fileURLToPath(folder))
    .filter(name => name.endsWith('.txt'))
    .sort()
    .map(name => readFileSync(new URL(name, folder), 'utf8'));
}

/** Joins each paragraph of a page into one line. */
function joinParagraphs(page: string): string[] {
  return page
    .split(/\n\s*\n/)
    .map(paragraph =>
      paragraph.replace(/\s*\n\s*/g, '').replace(/(?<=\p{Script=Han})[ \u3000]+(?=\p{Script=Han})/gu, ''),
    );
}
