/** The file in which a person reviews names: a user dictionary with a comment above each name. */
import { HansouError } from '../errors.ts';
import type { LexiconEntry } from '../lexicon/parse-lexicon.ts';
import { parseLexicon } from '../lexicon/parse-lexicon.ts';
import { type NameCandidate, nameKinds } from './name-candidate.ts';

/** What a person decided about names: entries that stay, and words that are no names. */
export interface NameDecisions {
  /** The entries of the file, as they stand in it. */
  readonly kept: readonly LexiconEntry[];
  /** The words behind `#-`. */
  readonly dropped: readonly string[];
}

const droppedMark = '#-';
const titles = {
  person: 'Persons',
  place: 'Places',
  organisation: 'Organisations',
  slogan: 'Slogans',
  term: 'Terms',
} as const;

const head = `# Names that were found in texts, one a line: word [weight] [tag]; nr person, ns place, nt organisation, nz other.
# To drop a name, write #- before it: it is not found again. To change its kind, change its tag. To keep it, leave it.
# Above each name: score, occurrences, documents, other names, and where it stands.`;

/**
 * Writes names as a user dictionary that a person reviews. Decisions of an earlier file come first and stay as they are;
 * new candidates follow by kind, the surest first.
 *
 * Law: `parseNameList` of the result keeps and drops what `earlier` does, and keeps every candidate that `earlier` does
 * not mention.
 * @param earlier the decisions of an earlier file, from `parseNameList`
 */
export function formatNameList(
  candidates: Iterable<NameCandidate>,
  earlier: NameDecisions = { kept: [], dropped: [] },
): string {
  const lines = [head];
  const decided = new Set([...earlier.kept.map(({ word }) => word), ...earlier.dropped]);
  const all = [...candidates];
  const byWord = new Map(all.map(candidate => [candidate.word, candidate]));
  if (earlier.kept.length > 0) lines.push('', '# Kept');
  for (const { word, weight, tag } of earlier.kept) {
    const candidate = byWord.get(word);
    if (candidate) lines.push(formatEvidence(candidate));
    lines.push(formatEntry(word, weight, tag));
  }
  for (const kind of nameKinds) {
    const added = all.filter(candidate => candidate.kind === kind && !decided.has(candidate.word));
    if (added.length > 0) lines.push('', `# ${titles[kind]}`);
    for (const candidate of added) {
      decided.add(candidate.word);
      lines.push(formatEvidence(candidate), formatEntry(candidate.word, undefined, candidate.tag));
    }
  }
  if (earlier.dropped.length > 0) lines.push('', '# Dropped');
  for (const word of earlier.dropped) lines.push(`${droppedMark} ${word}`);
  return `${lines.join('\n')}\n`;
}

/**
 * Reads a file of names that a person may have changed.
 * @param file its name, for errors
 * @throws HansouError BAD_DICTIONARY with file, line and text
 */
export function parseNameList(text: string, file?: string): NameDecisions {
  const dropped: string[] = [];
  text.split(/\r\n|[\n\r]/).forEach((line, i) => {
    if (!line.startsWith(droppedMark)) return;
    const [entry] = parseLexicon(line.slice(droppedMark.length), { ...(file !== undefined && { file }) });
    if (entry) dropped.push(entry.word);
    else
      throw new HansouError('BAD_DICTIONARY', `${file ?? 'the list of names'}, line ${i + 1}, drops nothing`, {
        expected: `${droppedMark} and a word`,
        got: line,
        hint: 'Write the word behind #-, or remove the line.',
      });
  });
  const isDropped = new Set(dropped);
  const kept = parseLexicon(text, { ...(file !== undefined && { file }) }).filter(({ word }) => !isDropped.has(word));
  return { kept, dropped };
}

/** Tabs keep a word with spaces or digits in it one word. */
function formatEntry(word: string, weight: number | undefined, tag: string | undefined): string {
  if (!/[\s\p{Nd}]/u.test(word)) return [word, weight, tag].filter(part => part !== undefined).join(' ');
  return [word, weight ?? '', tag ?? ''].join('\t');
}

function formatEvidence({ score, count, documents, aliases, contexts }: NameCandidate): string {
  const others = aliases.length > 0 ? ` = ${aliases.join(' ')}` : '';
  const passages = contexts.map(({ passage }) => oneLine(passage)).join(' | ');
  return `# ${score} ${count} ${documents}${others}: ${passages}`;
}

/** Without what would end the comment or reach a terminal: control characters and marks of direction. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
}
