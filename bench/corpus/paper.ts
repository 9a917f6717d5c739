import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { projectFile } from '../measure/project-file.ts';
import { sentencesOf } from './sentences.ts';

/**
 * Whole sentences of the sample paper. Its broken lines are joined by the simplest rule (no blank between Han
 * characters), not by hansou’s own repair: a fixed corpus must not change with what it measures.
 */
export function paperSentences(): string[] {
  return paperPages().flatMap(page =>
    joined(page)
      .flatMap(sentencesOf)
      .map(sentence => sentence.trim())
      .filter(sentence => sentence.length >= 10 && sentence.length <= 120 && /[。！？]$/u.test(sentence)),
  );
}

/** The pages as they are, in the order of their names. */
function paperPages(): string[] {
  const folder = projectFile('bench/paper/');
  return readdirSync(fileURLToPath(folder))
    .filter(name => name.endsWith('.txt'))
    .sort()
    .map(name => readFileSync(new URL(name, folder), 'utf8'));
}

/** The paragraphs of a page, each on one line. */
function joined(page: string): string[] {
  return page
    .split(/\n\s*\n/)
    .map(paragraph =>
      paragraph.replace(/\s*\n\s*/g, '').replace(/(?<=\p{Script=Han})[ \u3000]+(?=\p{Script=Han})/gu, ''),
    );
}
