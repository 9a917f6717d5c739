/** How likely are some characters the name of a Chinese person rather than words of the lexicon? */
import { payloadAt } from '../../lexicon/double-array.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { findWordNode, type LexiconTable, listTableWords } from '../../lexicon/lexicon-table.ts';
import { ChangeKind } from '../../lexicon/overlay.ts';

/** Surnames, the most frequent first. */
const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾' +
  '夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿' +
  '关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简' +
  '车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡' +
  '鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼满闻厉伊仝区郜海阚花权强帅屠朴盖练廉禹井祖漆巴丰支卿狄平计索宣晋相初云容敬扈晁芮都阙' +
  '浦戈伏鹿薄邸雍辜羊乌裘亓邰赫杭况那宿逯茹慕危亢嵇湛戎茅於揭尉檀昝幸尧阎傅肖洪贝';
const compoundSurnames =
  '欧阳 上官 司马 诸葛 司徒 皇甫 尉迟 公孙 慕容 令狐 夏侯 东方 端木 宇文 长孙 独孤 南宫 呼延 拓跋 淳于 轩辕 百里 钟离 澹台 申屠'.split(
    ' ',
  );
/** Probability of all compound surnames. */
const compoundShare = 0.002;
/** Share of names with a single given character. */
const singleGivenShare = 0.3;
/** Share of words in news that are names of persons. */
const logPersonShare = Math.log(0.012);
/** Smoothing of the counts of given characters: a character without a count has that of this many, spread over 4,000. */
const unseenGiven = 400;
const givenCharacters = 4000;
/** A place of the given name knows the characters of all places as if it had seen this many of them. */
const backOff = 200;

/**
 * Chinese names by their surname and the characters of the given name by their place. The characters are counted over the
 * persons in the lexicon.
 */
export class PersonModel {
  /** By UTF-16 unit: the logarithm of the probability of the surname of this one character; 0 for none. */
  readonly surnameLogs = new Float64Array(0x10000);
  private readonly compoundLogs = new Map<number, number>();
  /** By unit: the logarithm of the probability of a single given character, of the first and of the second of two. */
  private readonly single: Float64Array;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly foreign: Float64Array;

  constructor(private readonly lexicon: Lexicon) {
    [...surnames].forEach((surname, i) => {
      const share = (0.36 / (i + 5) ** 1.1) * Math.min(1, 100 / (i + 1)) ** 1.5;
      this.surnameLogs[surname.charCodeAt(0)] ||= Math.log(share);
    });
    for (const surname of compoundSurnames)
      this.compoundLogs.set(
        compoundKey(surname.charCodeAt(0), surname.charCodeAt(1)),
        Math.log(compoundShare / compoundSurnames.length),
      );
    let logs = givenLogs.get(lexicon.base);
    if (!logs) givenLogs.set(lexicon.base, (logs = countGivenCharacters(lexicon.base, this.surnameLogs)));
    ({ single: this.single, first: this.first, second: this.second, foreign: this.foreign } = logs);
  }

  /** Length of the surname that begins at `at`, 0 for none; a compound one is preferred if `isCompound`. */
  surnameLength(units: Uint16Array, at: number, isCompound: boolean): number {
    if (isCompound) return this.compoundLogs.has(compoundKey(units[at], units[at + 1])) ? 2 : 0;
    return this.surnameLogs[units[at]] < 0 ? 1 : 0;
  }

  /** The logarithm of the odds that `units[start … end)` is a person and not words of the lexicon. */
  logOdds(units: Uint16Array, start: number, end: number, surnameUnits: number): number {
    const surname =
      surnameUnits === 2
        ? (this.compoundLogs.get(compoundKey(units[start], units[start + 1])) ?? 0)
        : this.surnameLogs[units[start]];
    const given = start + surnameUnits;
    const name =
      end - given === 1
        ? Math.log(singleGivenShare) + this.single[units[given]]
        : Math.log(1 - singleGivenShare) + this.first[units[given]] + this.second[units[given + 1]];
    return logPersonShare + surname + name - this.wordLog(units, start, end);
  }

  /** The logarithm of the probability of the best sequence of words of the lexicon that are no persons. */
  wordLog(units: Uint16Array, start: number, end: number): number {
    const { base, overlay } = this.lexicon;
    const best = [0, 0, 0, 0, 0];
    for (let at = end - 1; at >= start; at--) {
      let max = best[at + 1 - start] + base.logProbabilities[0];
      for (let to = at + 1; to <= end; to++) {
        const number = overlay?.findNumber(units, at, to) ?? -1;
        let log = 0;
        if (number >= 0) {
          const { kind, tag } = overlay!.list[number];
          if (kind === ChangeKind.Word && !tag?.startsWith('nr')) log = overlay!.logProbabilities[number];
        } else {
          const node = findWordNode(base, units, at, to);
          if (node >= 0) {
            const payload = payloadAt(base.trie, node);
            const isPerson = to - at > 1 && base.tagNames[base.tags[payload]]?.startsWith('nr');
            if (!isPerson) log = base.logProbabilities[payload];
          }
        }
        if (log < 0) max = Math.max(max, best[to - start] + log);
      }
      best[at - start] = max;
    }
    return best[0];
  }

  /** The logarithm of how much more often the characters stand in transliterated names than in Chinese given names. */
  foreignLogOdds(units: Uint16Array, start: number, end: number): number {
    let sum = 0;
    for (let at = start + 1; at < end; at++) sum += this.foreign[units[at]];
    return sum / (end - start - 1);
  }

  /** Whether a character is one of transliterations. */
  isForeign(unit: number): boolean {
    return this.foreign[unit] > 1;
  }
}

/** By unit: logarithms for given names and for transliterations. */
interface GivenLogs {
  readonly single: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly foreign: Float64Array;
}

/** Counted once for each compiled lexicon, which never changes: it takes a fifth of a second. */
const givenLogs = new WeakMap<LexiconTable, GivenLogs>();

function countGivenCharacters(base: LexiconTable, surnameLogs: Float64Array): GivenLogs {
  const counts = [0, 1, 2].map(() => new Float64Array(0x10000));
  const foreign = new Float64Array(0x10000);
  const totals = [0, 0, 0];
  let foreignTotal = 0;
  for (const { word, tag } of listTableWords(base)) {
    if (tag === 'nrt' && word.length > 2) {
      for (let i = 0; i < word.length; i++) foreign[word.charCodeAt(i)]++;
      foreignTotal += word.length;
    }
    if (tag !== 'nr' || word.length < 2 || word.length > 3 || surnameLogs[word.charCodeAt(0)] === 0) continue;
    const places = word.length === 2 ? [0] : [1, 2];
    places.forEach((place, i) => {
      counts[place][word.charCodeAt(i + 1)]++;
      totals[place]++;
    });
  }
  const all = new Float64Array(0x10000).map((_, unit) => counts[0][unit] + counts[1][unit] + counts[2][unit]);
  const total = totals[0] + totals[1] + totals[2];
  for (let unit = 0; unit < all.length; unit++)
    foreign[unit] = Math.log((foreign[unit] + 0.5) / (foreignTotal + 2000) / ((all[unit] + 0.5) / (total + 2000)));
  counts.forEach((each, place) => {
    for (let unit = 0; unit < each.length; unit++) {
      const share = (all[unit] + unseenGiven / givenCharacters) / (total + unseenGiven);
      each[unit] = Math.log((each[unit] + backOff * share) / (totals[place] + backOff));
    }
  });
  const [single, first, second] = counts;
  return { single, first, second, foreign };
}

function compoundKey(first: number, second: number): number {
  return (first << 16) | second;
}
