/**
 * Generates `src/lexicon/readings/reading-table.ts`, the readings of Han characters without tones, from pinyin-pro (MIT): which
 * readings a character has, and next to which characters it has its rarer one. Rare readings are left out because they
 * add noise (朱 as shu). Run it with `npm run readings`; a test compares the committed file with its output.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { pinyin } from 'pinyin-pro';
import { Lexicon } from '../../src/lexicon/lexicon.ts';
import { compoundSurnames } from '../../src/lexicon/readings/compound-surnames.ts';
import { fold } from '../../src/text/folding.ts';

/** Characters outside GB 2312 that occur in names of people and places. */
const nameCharacters =
  '玥喆堃垚犇翀昉玘玙珩珅珺琤琦琮琯瑀瑢璟璠璘甯皞砼祎禛竑笪筠箐粲緃翃翛芃荃菀菁萩葳蒨蓁蔺薏袆赟轶钰钲钿锟镕闰闳韫韬颉飏馀骙鹍鹏龑逄郇郏鄢隗靳麴檾洺浐涢淏渼湉溁溦滢漪潏澍澔濛瀚灏炘炜烜焜焱煊煐熠燊犟珂玮琬暐昶晗晞晟暄曈曦旻昀昕旸杺枥柃栩桉梽楙榕樑槿橦橼檬欣歆泓泠洮浛浠怡恺悫愔懋扆捷掾敉斐峣峥崟嵘嵩帆幡庥廙弢弼彧徕忞忱';

/** Second readings of characters, common in words and names; the first reading comes from pinyin-pro. */
const secondReadings: Readonly<Record<string, string>> = {
  行: 'hang',
  长: 'zhang',
  重: 'chong',
  乐: 'yue',
  曾: 'zeng',
  单: 'shan',
  解: 'xie',
  仇: 'qiu',
  朴: 'piao',
  区: 'ou',
  盖: 'ge',
  查: 'zha',
  尉: 'yu',
  覃: 'qin',
  缪: 'miao',
  召: 'shao',
  折: 'she',
  员: 'yun',
  都: 'du',
  调: 'diao',
  参: 'shen',
  降: 'xiang',
  藏: 'zang',
  弹: 'tan',
  传: 'zhuan',
  率: 'shuai',
  省: 'xing',
  朝: 'zhao',
  校: 'jiao',
  会: 'kuai',
  地: 'di',
  了: 'liao',
  还: 'huan',
  没: 'mo',
  角: 'jue',
  宿: 'xiu',
  塞: 'sai',
  厦: 'xia',
  薄: 'bao',
  柏: 'bo',
  蚌: 'bang',
  六: 'lu',
  车: 'ju',
  什: 'shi',
  便: 'pian',
  奇: 'ji',
  血: 'xie',
  落: 'la',
  露: 'lou',
  壳: 'qiao',
  模: 'mu',
  沈: 'chen',
  盛: 'cheng',
  圈: 'juan',
  卡: 'qia',
  俞: 'shu',
  隗: 'kui',
  翟: 'zhai',
  种: 'chong',
  黑: 'he',
  提: 'di',
  红: 'gong',
  说: 'shui',
  间: 'jian',
  教: 'jiao',
  数: 'shuo',
  量: 'liang',
  几: 'ji',
  干: 'gan',
  中: 'zhong',
  大: 'dai',
  石: 'dan',
  南: 'na',
  令: 'ling',
  洞: 'tong',
  堡: 'pu',
  铅: 'yan',
  莘: 'xin',
  乘: 'sheng',
  泌: 'bi',
  济: 'ji',
  浍: 'hui',
  浚: 'xun',
  涡: 'guo',
  监: 'jian',
  牟: 'mu',
  秘: 'bi',
  番: 'pan',
  蔚: 'yu',
  观: 'guan',
  适: 'kuo',
  郝: 'hao',
  阿: 'e',
  陶: 'yao',
  颉: 'xie',
  瑾: 'jin',
};

/** Readings as family names that pinyin-pro does not know. */
const surnameReadings: Readonly<Record<string, string>> = {
  么: 'yao',
  种: 'chong',
  黑: 'he',
  秘: 'bi',
  祭: 'zhai',
  洗: 'xian',
  隽: 'juan',
  隗: 'kui',
};

/** How a character is read as a family name. */
function readSurname(character: string): string {
  return (
    surnameReadings[character] ?? pinyin(character, { toneType: 'none', type: 'array', v: true, mode: 'surname' })[0]
  );
}

/** The compound family names with the syllable of each of their characters. */
function listCompoundReadings(): [characters: string[], syllables: string[]][] {
  return compoundSurnames.map(surname => [
    Array.from(surname),
    pinyin(surname, { toneType: 'none', type: 'array', v: true, mode: 'surname' }),
  ]);
}

/** The characters by the syllable that they are read as. */
function collectReadings(): Map<string, string[]> {
  const characters = new Set<string>(Array.from(nameCharacters));
  const decoder = new TextDecoder('gb18030');
  for (let row = 0xb0; row <= 0xf7; row++)
    for (let cell = 0xa1; cell <= 0xfe; cell++) {
      const character = decoder.decode(Uint8Array.of(row, cell));
      if (/^\p{Script=Han}$/u.test(character)) characters.add(character);
    }
  const bySyllable = new Map<string, string[]>();
  const add = (syllable: string, character: string) => {
    const list = bySyllable.get(syllable) ?? [];
    if (!list.includes(character)) list.push(character);
    bySyllable.set(syllable, list);
  };
  for (const character of [...characters].map(fold).sort()) {
    const known = pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true });
    for (const syllable of [
      pinyin(character, { toneType: 'none', type: 'array', v: true })[0],
      readSurname(character),
      ...(secondReadings[character] && known.includes(secondReadings[character]) ? [secondReadings[character]] : []),
    ])
      if (/^[a-z]+$/.test(syllable)) add(syllable, character);
  }
  // 尉迟 is yuchi, 万俟 moqi.
  for (const [surname, syllables] of listCompoundReadings())
    surname.forEach((character, i) => {
      const known = [...bySyllable].filter(([, list]) => list.includes(character));
      if (known.length < 2) add(syllables[i], character);
    });
  return new Map([...bySyllable].sort((a, b) => (a[0] < b[0] ? -1 : 1)));
}

/** A character with two readings at a place in a word of the lexicon. */
interface Occurrence {
  /** The neighbours: `<` and the character before, `>` and the character behind. */
  readonly neighbours: readonly string[];
  readonly reading: string;
}

/** The readings of a character with two, as written into the table. */
interface ReadingRule {
  readonly character: string;
  /** The reading that fewer words of the lexicon have. */
  readonly rarer: string;
  /**
   * If the rarer one is its reading as a family name: the characters behind it in words of the lexicon that begin with the
   * other reading, so that they are no such names.
   */
  readonly notSurnameBefore: readonly string[] | undefined;
  /** Neighbours beside which the character has the rarer reading. */
  readonly neighbours: readonly string[];
}

/** The words of the base lexicon that consist of two to eight Han characters. */
function listWords(): string[] {
  const bytes = gunzipSync(readFileSync(new URL('../base.lexicon.gz', import.meta.url)));
  return Array.from(Lexicon.fromBytes(bytes).words(), ({ word }) => word).filter(word =>
    /^\p{Script=Han}{2,8}$/u.test(word),
  );
}

/** Where the lexicon has each character of two readings, read as pinyin-pro reads the whole word. */
function collectOccurrences(readings: ReadonlyMap<string, readonly string[]>): Map<string, Occurrence[]> {
  const occurrences = new Map<string, Occurrence[]>();
  for (const word of listWords()) {
    const characters = Array.from(word);
    if (!characters.some(character => readings.has(character))) continue;
    const read = pinyin(word, { toneType: 'none', type: 'array', v: true });
    characters.forEach((character, i) => {
      if (!readings.get(character)?.includes(read[i])) return;
      const neighbours = [
        ...(i > 0 ? [`<${characters[i - 1]}`] : []),
        ...(i + 1 < characters.length ? [`>${characters[i + 1]}`] : []),
      ];
      const list = occurrences.get(character);
      if (list) list.push({ neighbours, reading: read[i] });
      else occurrences.set(character, [{ neighbours, reading: read[i] }]);
    });
  }
  return occurrences;
}

/** Chooses neighbours greedily: each must explain more words with the rarer reading than twice those it gets wrong. */
function chooseNeighbours(rarer: readonly Occurrence[], others: readonly Occurrence[]): string[] {
  const chosen = new Set<string>();
  const isChosen = ({ neighbours }: Occurrence) => neighbours.some(each => chosen.has(each));
  for (;;) {
    const gains = new Map<string, number>();
    const count = (occurrences: readonly Occurrence[], gain: number) => {
      for (const occurrence of occurrences)
        if (!isChosen(occurrence))
          for (const each of occurrence.neighbours) gains.set(each, (gains.get(each) ?? 0) + gain);
    };
    count(rarer, 1);
    count(others, -2);
    const [best] = [...gains].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (!best || best[1] < 1) return [...chosen].sort();
    chosen.add(best[0]);
  }
}

/** The character behind one that begins a word. */
function listBehindFirst({ neighbours }: Occurrence): string[] {
  return neighbours.length === 1 && neighbours[0][0] === '>' ? [neighbours[0].slice(1)] : [];
}

/** The other character of the compound family names in which the character is read so. */
function listCompoundNeighbours(character: string, reading: string): string[] {
  return listCompoundReadings().flatMap(([surname, syllables]) =>
    surname.flatMap((each, i) => {
      if (each !== character || syllables[i] !== reading) return [];
      return i > 0 ? [`<${surname[i - 1]}`] : [`>${surname[i + 1]}`];
    }),
  );
}

function createRules(bySyllable: ReadonlyMap<string, readonly string[]>): ReadingRule[] {
  const readings = new Map<string, string[]>();
  for (const [syllable, characters] of bySyllable)
    for (const character of characters) readings.set(character, [...(readings.get(character) ?? []), syllable]);
  for (const [character, { length }] of readings) if (length < 2) readings.delete(character);
  const occurrences = collectOccurrences(readings);
  return [...readings].sort().map(([character, [first, second]]) => {
    const all = occurrences.get(character) ?? [];
    const isSecondRarer = all.filter(({ reading }) => reading === second).length * 2 <= all.length;
    const rarer = isSecondRarer ? second : first;
    const surname = readSurname(character);
    const usual = pinyin(character, { toneType: 'none', type: 'array', v: true })[0];
    return {
      character,
      rarer,
      notSurnameBefore:
        surname === rarer && surname !== usual
          ? [...new Set(all.flatMap(each => (each.reading === rarer ? [] : listBehindFirst(each))))].sort()
          : undefined,
      neighbours: [
        ...new Set([
          ...chooseNeighbours(
            all.filter(({ reading }) => reading === rarer),
            all.filter(({ reading }) => reading !== rarer),
          ),
          ...listCompoundNeighbours(character, rarer),
        ]),
      ].sort(),
    };
  });
}

/** The content of `src/lexicon/readings/reading-table.ts`. */
export function formatReadingTable(): string {
  const bySyllable = collectReadings();
  const rules = createRules(bySyllable).map(({ character, rarer, notSurnameBefore, neighbours }) => {
    const beside = (sign: string) => neighbours.flatMap(each => (each[0] === sign ? [each.slice(1)] : [])).join('');
    return `${character}${rarer}${notSurnameBefore ? `^${notSurnameBefore.join('')}` : ''}<${beside('<')}>${beside('>')}`;
  });
  return [
    '// The readings of Han characters. Generated by `npm run readings` from pinyin-pro (MIT): do not edit.',
    '',
    '/** Syllables without tones (v is ü), each followed by the folded characters that are read as it. */',
    'export const readingTable =',
    `  '${[...bySyllable].map(([syllable, list]) => syllable + list.join('')).join('')}';`,
    '',
    '/**',
    ' * The characters with two readings: each with the rarer one; if that is its reading as a family name, `^` and the',
    ' * characters before which it begins other words; and the characters behind (<) and before (>) which it has the rarer',
    ' * reading in a word.',
    ' */',
    'export const readingRules =',
    `  '${rules.join('')}';`,
    '',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(new URL('../../src/lexicon/readings/reading-table.ts', import.meta.url), formatReadingTable());
  const all = collectReadings();
  console.log(`${all.size} syllables, ${[...all.values()].flat().length} readings`);
}
