/**
 * Generates `src/text/folding/fold-table.ts` and `src/text/folding/han-forms.ts`, the folded form of each character, from
 *
 * - Unicode in the version of this Node: compatibility forms (NFKC: full width, circled digits, Kangxi radicals) and
 *   lower case,
 * - Unicode's EquivalentUnifiedIdeograph: radicals that PDF files contain instead of characters (⻓ for 长),
 * - Unicode's canonical decomposition: Latin and Greek letters without their accents (é is e), and ё; a few Latin letters
 *   that Unicode does not decompose (ø, ł);
 * - opencc-js (Apache-2.0): traditional to simplified characters; Japanese ones (発, 鉄) that are in neither GB 2312 nor Big5,
 *   because 芸 or 予 are Chinese characters of their own;
 * - `glyphVariants`: other forms in old, Korean and Japanese print (靑, 淸, 呑);
 * - Japanese syllables: hiragana to katakana (ひ is ヒ).
 *
 * The rules are repeated until the character no longer changes. A character whose folded form has a different length in
 * UTF-16 units is not folded; these are counted and printed. Run it with `npm run fold-table`; a test compares the
 * committed files with its output.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
// @ts-expect-error opencc-js has no types for its dictionaries
import japaneseToTraditional from 'opencc-js/dict/JPShinjitaiCharacters';
// @ts-expect-error opencc-js has no types for its dictionaries
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';
import { glyphVariants } from './glyph-variants.ts';

/** Pairs of a radical of U+2E80–2EFF that NFKC keeps and the character that it stands for. */
const radicals =
  '⺁厂⺇几⺌小⺍小⺎兀⺏尣⺐尢⺓幺⺗心⺙攵⺛旡⺜日⺝月⺞歹⺠民⺡水⺢水⺣火⺤爪⺥爪⺦丬⺩王⺪疋⺫目⺬示⺮竹⺯糸⺱网⺲网⺶羊⺷羊⺸羊⺹老⺺聿⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衣⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻋车⻌辶⻍辶⻐钅⻑长⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟饣⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻯竜⻰龙⻱龟⻲龟';

/** Latin letters that have no canonical decomposition, each followed by its plain letter. */
const plainLetters = 'øoØołlŁlđdĐdħhĦhŧtŦtıiɑaɡg';

/** The folded code points by code point, and the characters that are not folded because the length would change. */
export function collectFoldings(): { map: Map<number, number>; unfolded: string[] } {
  const simplified = readDictionary(traditionalToSimplified as string);
  const traditional = readDictionary(japaneseToTraditional as string);
  const standard = listStandardCharacters();
  for (const form of traditional.keys()) if (standard.has(form)) traditional.delete(form);
  const charactersByRadical = readPairs(radicals);
  const charactersByVariant = readPairs(glyphVariants);
  const plain = readPairs(plainLetters);

  const map = new Map<number, number>();
  const unfolded: string[] = [];
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    if (codePoint >= 0xd800 && codePoint < 0xe000) continue;
    const from = String.fromCodePoint(codePoint);
    let to = from;
    let changesLength = false;
    for (let step = 0; step < 8; step++) {
      const before = to;
      for (const fold of [
        (c: string) => charactersByRadical.get(c) ?? c,
        (c: string) => c.normalize('NFKC'),
        (c: string) => plain.get(c) ?? removeAccents(c),
        (c: string) => (/^[\u3041-\u3096\u309d\u309e]$/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0x60) : c),
        (c: string) => c.toLowerCase(),
        (c: string) => charactersByVariant.get(c) ?? c,
        (c: string) => traditional.get(c) ?? c,
        (c: string) => simplified.get(c) ?? c,
      ]) {
        const next = fold(to);
        if (next.length === from.length && [...next].length === 1) to = next;
        else changesLength = true;
      }
      if (to === before) break;
    }
    if (changesLength) unfolded.push(from);
    if (to !== from) map.set(codePoint, to.codePointAt(0)!);
  }
  return { map, unfolded };
}

/** Removes accents from a Latin or Greek letter. Of Cyrillic letters only ё has one: й is a letter of its own. */
function removeAccents(character: string): string {
  return /^[\p{Script=Latin}\p{Script=Greek}ёЁ]$/u.test(character)
    ? character.normalize('NFD').replace(/\p{M}+/gu, '')
    : character;
}

/** Reads a dictionary of opencc-js: entries `from to …` separated by bars. */
function readDictionary(text: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const entry of text.split('|')) {
    const [from, to] = entry.split(' ');
    if (from && to) map.set(from, to);
  }
  return map;
}

function readPairs(text: string): Map<string, string> {
  const characters = [...text];
  const map = new Map<string, string>();
  for (let i = 0; i < characters.length; i += 2) map.set(characters[i], characters[i + 1]);
  return map;
}

/** The Han characters of GB 2312 and of Big5. */
function listStandardCharacters(): Set<string> {
  const characters = new Set<string>();
  for (const [encoding, first, last] of [
    ['gbk', 0xb0, 0xf7],
    ['big5', 0xa4, 0xf9],
  ] as const) {
    const decoder = new TextDecoder(encoding);
    for (let lead = first; lead <= last; lead++)
      for (let trail = encoding === 'gbk' ? 0xa1 : 0x40; trail <= 0xfe; trail++)
        characters.add(decoder.decode(Uint8Array.of(lead, trail)));
  }
  return characters;
}

const ideographicSpace = 0x3000;

/** How far each first number lies above the one before. */
function listGaps(pairs: readonly (readonly [from: number, to: number])[]): number[] {
  return pairs.map(([from], i) => from - (i > 0 ? pairs[i - 1][0] : 0));
}

/**
 * Single characters from here on have their folded forms in a file of their own: most are traditional characters, which a text
 * in simplified script does not have.
 */
const firstHanForm = 0x2e80;

/** By name in `src/text/folding`: the content of the generated files. */
export function formatFoldTables(): Readonly<Record<string, string>> {
  const { map } = collectFoldings();
  const runs: number[] = [];
  const pairs: [from: number, to: number][] = [];
  const astral: [from: number, to: number][] = [];
  const done = new Set<number>();
  for (const [from, to] of map) {
    if (done.has(from)) continue;
    if (from > 0xffff) {
      astral.push([from, to]);
      continue;
    }
    const [step, length] = [1, 2]
      .map(step => {
        let length = 1;
        while (map.get(from + length * step) === to + length * step && !done.has(from + length * step)) length++;
        return [step, length] as const;
      })
      .sort((a, b) => b[1] - a[1])[0];
    // Texts of all scripts have the ideographic space.
    if (length >= 4 || from === ideographicSpace) {
      runs.push(from, length, step, to - from);
      for (let i = 0; i < length; i++) done.add(from + i * step);
    } else pairs.push([from, to]);
  }
  const quoted = (text: string) =>
    JSON.stringify(text).replace(
      /[\u007f-\u2e7f\u3000-\u3040\ufb00-\uffff]/g,
      c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  const first = pairs.filter(([from]) => from < firstHanForm);
  const formsOf = (some: typeof pairs) => quoted(some.reduce((text, [, to]) => text + String.fromCharCode(to), ''));
  const table = [
    '// The folded forms of characters. Generated by `npm run fold-table` from Unicode and opencc-js (Apache-2.0): do not edit.',
    '',
    '/** Regular runs, four numbers each: first unit, number of units, step between units, difference to the folded unit. */',
    `export const foldRuns: readonly number[] = [${runs.join(', ')}];`,
    '',
    '/** Single units, ascending: 33 + the difference to the one before. So written, they compress to half. */',
    `export const foldGaps =\n  ${quoted(listGaps(pairs).reduce((text, gap) => text + String.fromCharCode(33 + gap), ''))};`,
    '',
    '/** What the first of them fold to; han-forms.ts has the others. */',
    `export const foldTargets =\n  ${formsOf(first)};`,
    '',
  ];
  const hanForms = [
    '// The folded forms of Han characters. Generated by `npm run fold-table` from Unicode and opencc-js (Apache-2.0): do not edit.',
    '',
    '/** What the characters of `foldGaps` fold to for which fold-table.ts has no form. */',
    `export const hanTargets =\n  ${formsOf(pairs.slice(first.length))};`,
    '',
    '/** Characters outside the BMP, ascending: the difference to the one before, and that to what it folds to. */',
    `export const foldAstral: readonly number[] = [${listGaps(astral)
      .flatMap((gap, i) => [gap, astral[i][1] - astral[i][0]])
      .join(', ')}];`,
    '',
  ];
  return { 'fold-table.ts': table.join('\n'), 'han-forms.ts': hanForms.join('\n') };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { map, unfolded } = collectFoldings();
  for (const [path, content] of Object.entries(formatFoldTables()))
    writeFileSync(new URL(`../../src/text/folding/${path}`, import.meta.url), content);
  console.log(
    `${map.size} characters are folded; ${unfolded.length} are not, because their folded form has a different length:`,
  );
  console.log(unfolded.join(' '));
}
