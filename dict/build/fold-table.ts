/**
 * Writes `src/text/fold-table.ts`: what each character folds to, drawn from
 *
 * - Unicode, as this Node knows it: compatibility forms (NFKC: full width, circled digits, Kangxi radicals) and lower case,
 * - Unicode's EquivalentUnifiedIdeograph: radicals that PDF files give for whole characters (⻓ for 长),
 * - opencc-js (Apache-2.0): traditional to simplified, by character.
 *
 * Each character goes to its fixed point. One whose folded form has another UTF-16 length stays itself; how many these
 * are is printed. Run by `npm run fold-table`; a test compares the committed file with what this makes.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
// @ts-expect-error opencc-js gives no types for its dictionaries
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/** Radicals of U+2E80–2EFF that NFKC leaves alone, and the characters which they stand for. */
const radicals =
  '⺁厂⺇几⺌小⺍小⺎兀⺏尣⺐尢⺓幺⺗心⺙攵⺛旡⺜日⺝月⺞歹⺠民⺡水⺢水⺣火⺤爪⺥爪⺦丬⺩王⺪疋⺫目⺬示⺮竹⺯糸⺱网⺲网⺶羊⺷羊⺸羊⺹老⺺聿⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衣⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻋车⻌辶⻍辶⻐钅⻑长⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟饣⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻯竜⻰龙⻱龟⻲龟';

/** Code points and what they fold to, and how many stayed because their folded form has another length. */
export function collectFoldings(): { map: Map<number, number>; stayed: string[] } {
  const simplified = new Map<string, string>();
  for (const line of (traditionalToSimplified as string).split('|')) {
    const [from, to] = line.split(' ');
    if (from && to) simplified.set(from, to);
  }
  const radical = new Map<string, string>();
  const radicalList = [...radicals];
  for (let i = 0; i < radicalList.length; i += 2) radical.set(radicalList[i], radicalList[i + 1]);

  const map = new Map<number, number>();
  const stayed: string[] = [];
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    if (codePoint >= 0xd800 && codePoint < 0xe000) continue;
    const from = String.fromCodePoint(codePoint);
    let to = from;
    let refused = false;
    for (let step = 0; step < 8; step++) {
      const before = to;
      for (const fold of [
        (c: string) => radical.get(c) ?? c,
        (c: string) => c.normalize('NFKC'),
        (c: string) => c.toLowerCase(),
        (c: string) => simplified.get(c) ?? c,
      ]) {
        const next = fold(to);
        if (next.length === from.length && [...next].length === 1) to = next;
        else refused = true;
      }
      if (to === before) break;
    }
    if (refused) stayed.push(from);
    if (to !== from) map.set(codePoint, to.codePointAt(0)!);
  }
  return { map, stayed };
}

/** The source text of `src/text/fold-table.ts`. */
export function formatFoldTable(): string {
  const { map } = collectFoldings();
  const runs: number[] = [];
  let pairs = '';
  let astral = '';
  const done = new Set<number>();
  for (const [from, to] of map) {
    if (done.has(from)) continue;
    if (from > 0xffff) {
      astral += String.fromCodePoint(from, to);
      continue;
    }
    const [step, length] = [1, 2]
      .map(step => {
        let length = 1;
        while (map.get(from + length * step) === to + length * step && !done.has(from + length * step)) length++;
        return [step, length] as const;
      })
      .sort((a, b) => b[1] - a[1])[0];
    if (length >= 4) {
      runs.push(from, length, step, to - from);
      for (let i = 0; i < length; i++) done.add(from + i * step);
    } else pairs += String.fromCharCode(from, to);
  }
  const quoted = (text: string) =>
    JSON.stringify(text).replace(
      /[\u007f-\u2e7f\u3000-\u3040\ufb00-\uffff]/g,
      c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return [
    '// Made by `npm run fold-table` from Unicode and opencc-js (Apache-2.0); not to be edited by hand.',
    '',
    '/** Regular stretches: first unit, how many, step, what to add. */',
    `export const foldRuns: readonly number[] = [${runs.join(', ')}];`,
    '',
    '/** Single units: from, to, from, to … */',
    `export const foldPairs =\n  ${quoted(pairs)};`,
    '',
    '/** Characters outside the BMP: from, to, from, to … */',
    `export const foldAstral =\n  ${quoted(astral)};`,
    '',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { map, stayed } = collectFoldings();
  writeFileSync(new URL('../../src/text/fold-table.ts', import.meta.url), formatFoldTable());
  console.log(`${map.size} characters fold; ${stayed.length} stay, since their folded form has another length:`);
  console.log(stayed.join(' '));
}
