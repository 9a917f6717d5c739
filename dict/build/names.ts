/**
 * Generates `dict/names.tables.gz` from the counts in HanLP's portable jar (Apache-2.0): characters of Chinese names, words
 * beside names, and pairs of characters in transliterated names, in the format of `src/segment/names/name-tables.ts`.
 *
 * Run it with `npm run names`. Maven's client fetches the jar once, and its checksum is checked; the file is committed, so
 * nobody else needs Maven. A test compares the shape and the checksum of the file with dict/README.md.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNameTables } from '../../src/segment/names/name-tables.ts';
import { CharacterClass, classOfUnit } from '../../src/text/characters.ts';
import { fold } from '../../src/text/folding.ts';
import { compress } from './compress.ts';
import { readCounts, readKeys, readZipEntry } from './hanlp-jar.ts';

const artifact = 'com.hankcs:hanlp:portable-1.8.4';
const jarName = 'hanlp-portable-1.8.4.jar';
const jarChecksum = 'd60467d3b2dbb31bd2905b098270aa837b8c9edac1ad99d2391722614c85d2f1';

/** The numbers of HanLP's roles in a person's name: surname, two characters of a given name, one; word left, right, between. */
const Role = { Surname: 0, First: 1, Second: 2, Only: 3, Left: 6, Right: 7, Between: 8 } as const;
/** The sums that the jar is known to hold: another number means that it was read wrongly. */
const knownSums = [390_487, 233_094, 238_696, 112_377];

/** Minimum number of times a word was seen beside a name. */
const minBeside = 10;
/** Minimum number of transliterated names that contain a character. */
const minTransliterated = 3;
const maxTransliteratedUnits = 8;
/** The share of names among all words, and how many words of no evidence a word is mixed with. */
const nameShare = 0.012;
const prior = 3;
/** The number of words that the frequencies of HanLP's core dictionary count. */
const coreTotal = 1_120_000;

function isHan(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (classOfUnit(word.charCodeAt(at)) !== CharacterClass.Han) return false;
  return word !== '';
}

/** Fetches the jar with Maven's client into a folder that is removed. @throws Error when it is another jar */
function fetchJar(): Buffer {
  const given = process.argv[2];
  const folder = mkdtempSync(join(tmpdir(), 'hansou-names-'));
  try {
    if (given === undefined)
      execFileSync('mvn', ['-q', '-B', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`], {
        stdio: 'inherit',
      });
    const path = given ?? join(folder, jarName);
    if (!existsSync(path)) throw new Error(`Maven did not copy ${jarName}`);
    const jar = readFileSync(path);
    const sum = createHash('sha256').update(jar).digest('hex');
    if (sum !== jarChecksum) throw new Error(`the SHA-256 of ${path} is ${sum}, expected ${jarChecksum}`);
    return jar;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The counts of the four roles of each character. Characters that fold to one are added up. */
function countCharacters(roles: ReadonlyMap<string, ReadonlyMap<number, number>>): Map<string, number[]> {
  const sums = [0, 0, 0, 0];
  const characters = new Map<string, number[]>();
  for (const [word, counts] of roles) {
    const row = [Role.Surname, Role.First, Role.Second, Role.Only].map(role => counts.get(role) ?? 0);
    for (let i = 0; i < row.length; i++) sums[i] += row[i];
    const folded = fold(word);
    if (word.length !== 1 || !isHan(folded) || row.every(count => count === 0)) continue;
    const known = characters.get(folded) ?? [0, 0, 0, 0];
    characters.set(
      folded,
      known.map((count, i) => count + row[i]),
    );
  }
  if (sums.join() !== knownSums.join())
    throw new Error(`the roles sum to ${sums.join()}, expected ${knownSums.join()}`);
  return characters;
}

/** How much more often a word stands left and right of a name than its frequency says, as logarithms. */
function weighContexts(
  roles: ReadonlyMap<string, ReadonlyMap<number, number>>,
  frequencies: ReadonlyMap<string, number>,
): Map<string, [left: number, right: number]> {
  const beside = (counts: ReadonlyMap<number, number>, role: number): number =>
    (counts.get(role) ?? 0) + (counts.get(Role.Between) ?? 0);
  let lefts = 0;
  let rights = 0;
  for (const counts of roles.values()) {
    lefts += beside(counts, Role.Left);
    rights += beside(counts, Role.Right);
  }
  const contexts = new Map<string, [number, number]>();
  for (const [word, counts] of roles) {
    const frequency = frequencies.get(word);
    const left = beside(counts, Role.Left);
    const right = beside(counts, Role.Right);
    if (frequency === undefined || /##|\s/.test(word) || Math.max(left, right) < minBeside) continue;
    const weigh = (count: number, all: number): number => {
      const expected = Math.min(frequency, (count * nameShare * coreTotal) / all);
      return Math.log((expected + prior * nameShare) / (frequency + prior) / nameShare);
    };
    const folded = fold(word);
    if (folded === word || !contexts.has(folded)) contexts.set(folded, [weigh(left, lefts), weigh(right, rights)]);
  }
  return contexts;
}

/** The pairs of characters in transliterated names. The pair of '' and a character counts the names that it begins. */
function countTransliterations(names: readonly string[]): { pairs: Map<string, number>; lengths: number[] } {
  const pairs = new Map<string, number>();
  const lengths = new Array<number>(maxTransliteratedUnits).fill(0);
  const characters = new Map<string, number>();
  const used = names.map(fold).filter(name => name.length >= 2 && name.length <= maxTransliteratedUnits && isHan(name));
  for (const name of used)
    for (const character of name) characters.set(character, (characters.get(character) ?? 0) + 1);
  for (const name of used) {
    lengths[name.length - 1]++;
    for (let at = 0; at < name.length; at++) {
      const pair = name.slice(Math.max(0, at - 1), at + 1);
      if (Array.from(pair).every(character => characters.get(character)! >= minTransliterated))
        pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
  return { pairs, lengths };
}

const jar = fetchJar();
const roles = readCounts(readZipEntry(jar, 'data/dictionary/person/nr.txt.bin'), false);
const core = readCounts(readZipEntry(jar, 'data/dictionary/CoreNatureDictionary.mini.txt.bin'), true);
const frequencies = new Map([...core].map(([word, tags]) => [word, [...tags.values()].reduce((a, b) => a + b, 0)]));
const transliterated = readKeys(readZipEntry(jar, 'data/dictionary/person/nrf.txt.trie.dat'));
const bytes = writeNameTables({
  characters: countCharacters(roles),
  contexts: weighContexts(roles, frequencies),
  ...countTransliterations(transliterated),
});
const compressed = await compress(bytes);
writeFileSync(new URL('../names.tables.gz', import.meta.url), compressed);
console.log(
  `${bytes.length} bytes, compressed ${compressed.length}; ` +
    `sha256 of the uncompressed bytes ${createHash('sha256').update(bytes).digest('hex')}`,
);
