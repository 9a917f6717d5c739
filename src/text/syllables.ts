/** The syllables of pinyin, without tones. */

/**
 * All syllables in alphabetical order, v for ü. A syllable's number, from 1 on, is its place in this list; index files hold
 * these numbers, so a change of the list is a change of the file format.
 */
const syllableList =
  'a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen ceng ' +
  'cha chai chan chang chao che chen cheng chi chong chou chu chuai chuan chuang chui chun chuo ci cong cou cu cuan ' +
  'cui cun cuo da dai dan dang dao de deng di dia dian diao die ding diu dong dou du duan dui dun duo e ei en er fa ' +
  'fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ' +
  'ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin ' +
  'jing jiong jiu ju juan jue jun ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo la ' +
  'lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu long lou lu luan lun luo lv lve ma mai man ' +
  'mang mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ng ni nian ' +
  'niang niao nie nin ning niu nong nou nu nuan nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie ' +
  'pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri ' +
  'rong rou ru ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shen sheng shi shou ' +
  'shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti tian ' +
  'tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin ' +
  'xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze ' +
  'zei zen zeng zha zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo ' +
  'zi zong zou zu zuan zui zun zuo';

const letters: readonly string[] = /* @__PURE__ */ listSyllables();

function listSyllables(): string[] {
  return ['', ...syllableList.split(' ')];
}

const numbers: ReadonlyMap<string, number> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ letters.map((syllable, number) => [syllable, number]),
);
/** By letter from a to z: the number of the first syllable that begins with it or a later one; one more for the end. */
const firstOfLetter: readonly number[] = /* @__PURE__ */ Array.from({ length: 27 }, (_, letter) => {
  const found = letters.findIndex((syllable, number) => number > 0 && syllable.charCodeAt(0) >= 0x61 + letter);
  return found < 0 ? letters.length : found;
});

/** Number of syllables. */
export const syllableCount = /* @__PURE__ */ countSyllables();

function countSyllables(): number {
  return letters.length - 1;
}

/** Letters of the longest syllable. */
export const maxSyllableLetters = 6;

/** The letters of a syllable. @param syllable its number, from 1 on */
export function syllableLetters(syllable: number): string {
  return letters[syllable];
}

/** The number of a syllable; 0 when the letters are none. */
export function syllableNumber(syllable: string): number {
  return (syllable !== '' && numbers.get(syllable)) || 0;
}

/** The first letter of a syllable: 0 for a … 25 for z. */
export function initialOf(syllable: number): number {
  return letters[syllable].charCodeAt(0) - 0x61;
}

/** The number of the first syllable with this first letter, or with a later one. @param letter 0 for a … 26 for the end */
export function firstSyllableOf(letter: number): number {
  return firstOfLetter[letter];
}

/** The numbers of all syllables that begin with these letters, ascending. */
export function syllablesWithPrefix(prefix: string): number[] {
  const found: number[] = [];
  for (let number = 1; number < letters.length; number++) if (letters[number].startsWith(prefix)) found.push(number);
  return found;
}
