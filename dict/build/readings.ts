/**
 * Writes `src/query/rewrite/reading-table.ts`: how Han characters are read, without tones, drawn from pinyin-pro (MIT). Rare
 * readings are left out: they would make noise (朱 as shu). Run by `npm run readings`; a test compares the committed file
 * with what this makes.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { pinyin } from 'pinyin-pro';
import { fold } from '../../src/text/folding.ts';

/** Characters beyond GB 2312 that stand in names of people and places. */
const namesBeyond =
  '玥喆堃垚犇翀昉玘玙珩珅珺琤琦琮琯瑀瑢璟璠璘甯皞砼祎禛竑笪筠箐粲緃翃翛芃荃菀菁萩葳蒨蓁蔺薏袆赟轶钰钲钿锟镕闰闳韫韬颉飏馀骙鹍鹏龑逄郇郏鄢隗靳麴檾洺浐涢淏渼湉溁溦滢漪潏澍澔濛瀚灏炘炜烜焜焱煊煐熠燊犟珂玮琬暐昶晗晞晟暄曈曦旻昀昕旸杺枥柃栩桉梽楙榕樑槿橦橼檬欣歆泓泠洮浛浠怡恺悫愔懋扆捷掾敉斐峣峥崟嵘嵩帆幡庥廙弢弼彧徕忞忱';

/**
 * Polyphones and what else they are often read in words and names; their first reading comes from the source by itself.
 */
const alsoRead: Readonly<Record<string, string>> = {
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

/** Syllables with the characters that are read so. */
export function collectReadings(): Map<string, string[]> {
  const characters = new Set<string>(Array.from(namesBeyond));
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
      pinyin(character, { toneType: 'none', type: 'array', v: true, mode: 'surname' })[0],
      ...(alsoRead[character] && known.includes(alsoRead[character]) ? [alsoRead[character]] : []),
    ])
      if (/^[a-z]+$/.test(syllable)) add(syllable, character);
  }
  return new Map([...bySyllable].sort((a, b) => (a[0] < b[0] ? -1 : 1)));
}

/** The source text of `src/query/rewrite/reading-table.ts`. */
export function formatReadingTable(): string {
  return [
    '// Made by `npm run readings` from pinyin-pro (MIT); not to be edited by hand.',
    '',
    '/** Syllables without tones (v is ü), each followed by the folded characters that are read so. */',
    'export const readingTable =',
    `  '${[...collectReadings()].map(([syllable, list]) => syllable + list.join('')).join('')}';`,
    '',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(new URL('../../src/query/rewrite/reading-table.ts', import.meta.url), formatReadingTable());
  const all = collectReadings();
  console.log(`${all.size} syllables, ${[...all.values()].flat().length} readings`);
}
