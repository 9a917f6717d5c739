/** The file in which a person reviews names: a user dictionary with a comment above each name. */
import { HansouError } from '../errors.ts';
import { checkLexicon, type Lexicon } from '../lexicon/lexicon.ts';
import type { LexiconEntry } from '../lexicon/parse-lexicon.ts';
import { parseLexicon } from '../lexicon/parse-lexicon.ts';
import { checkOptions, checkStrings, invalid, type OptionRules, requireIterable, requireString } from '../validate.ts';
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

const decisionRules: OptionRules<NameDecisions> = {
  owner: 'formatNameList',
  checks: {
    kept: (name, value) => {
      const isEntry = ({ word, weight, tag }: Partial<LexiconEntry>) =>
        typeof word === 'string' &&
        (weight === undefined || typeof weight === 'number') &&
        (tag === undefined || typeof tag === 'string');
      if (!(Array.isArray(value) && Array.from(value).every(each => isEntry(each ?? {}))))
        throw invalid(name, 'an array of entries of a lexicon', value);
    },
    dropped: checkStrings,
  },
  required: ['kept', 'dropped'],
  example: 'what parseNameList returned',
};

/** Returns a candidate that a caller passed in. */
function requireCandidate(value: NameCandidate): NameCandidate {
  const { word, kind, tag, score, count, documents, aliases, contexts } = (value ?? {}) as Partial<NameCandidate>;
  const isCandidate =
    typeof word === 'string' &&
    nameKinds.includes(kind!) &&
    typeof tag === 'string' &&
    [score, count, documents].every(Number.isFinite) &&
    Array.isArray(aliases) &&
    Array.from(aliases).every(alias => typeof alias === 'string') &&
    Array.isArray(contexts) &&
    Array.from(contexts).every(context => typeof context?.passage === 'string');
  if (isCandidate) return value;
  throw invalid('a candidate', 'a name as discoverNames returns it', value, 'Pass what discoverNames returned.');
}

/**
 * Writes names as a user dictionary that a person reviews. Decisions of an earlier file come first and stay as they are;
 * new candidates follow by kind, the surest first.
 *
 * Law: `parseNameList` of the result keeps and drops what `earlier` does, and keeps every candidate that `earlier` does
 * not mention.
 * @param earlier the decisions of an earlier file, from `parseNameList`
 * @throws HansouError BAD_ARGUMENT
 */
export function formatNameList(
  candidates: Iterable<NameCandidate>,
  earlier: NameDecisions = { kept: [], dropped: [] },
): string {
  const all = Array.from(requireIterable(candidates, 'candidates'), requireCandidate);
  checkOptions(decisionRules, earlier, undefined);
  const lines = [head];
  const decided = new Set([...earlier.kept.map(({ word }) => word), ...earlier.dropped]);
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
 * @throws HansouError BAD_ARGUMENT; BAD_DICTIONARY with file, line and text
 */
export function parseNameList(text: string, file?: string): NameDecisions {
  if (file !== undefined) requireString(file, 'the name of the file');
  const dropped: string[] = [];
  requireString(text, 'a list of names')
    .split(/\r\n|[\n\r]/)
    .forEach((line, i) => {
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

/**
 * The lexicon with the names that were kept; those that were dropped are not found in texts either, as far as the lexicon
 * does not hold them as words.
 * @param decisions what `parseNameList` returned
 * @throws HansouError BAD_ARGUMENT
 */
export function applyNameList(lexicon: Lexicon, decisions: NameDecisions): Lexicon {
  checkLexicon('lexicon', lexicon);
  checkOptions({ ...decisionRules, owner: 'applyNameList' }, decisions, undefined);
  const { kept, dropped } = decisions;
  return lexicon.extend(kept).without(Array.from(dropped).filter(word => !lexicon.has(word)));
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
