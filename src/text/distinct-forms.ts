/**
 * Characters that fold to one and are different words in the text itself: 發 and 髮, 乾 and 幹, 後 and 后. A quoted part of a
 * query tells them apart where the text does; words that are not quoted find all scripts alike.
 *
 * Law: two characters that fold to one are the same in a quote, except that
 *
 * - two traditional characters are not the same when they are different words: 發 is not 髮;
 * - a traditional character is not its simplified form in a text in traditional script where that form is another word: 後 is
 *   not the 后 of 皇后. In other texts it is: 幹部 finds 干部;
 * - a character that simplified script keeps in a sense of its own (乾 of 乾坤, 徵 of 徵羽) is no other character, so 乾县 is
 *   not in 骨干县 and 干 is not in 乾坤; only in a quote or a text in traditional script is it the simplified form as well
 *   (餅乾 finds 饼干, 饼干 finds 餅乾).
 *
 * Whatever is written as in the text is always the same. A quote is in traditional script when it has another traditional
 * character; a text, when at least a tenth of its Han characters are traditional.
 */
import { CharacterClass, classOfUnit } from './characters.ts';
import { fold, foldInto } from './folding.ts';

/**
 * The words of the characters that fold to one: entries separated by bars, words by spaces, the forms of one word together. The
 * simplified form is among them when traditional script has it too, as a word of its own or for one of the others.
 */
const words =
  '干 乾亁 幹榦|系 係 繫繋|儘 盡|別 彆|匯滙 彙|曆厤 歷|參 蔘|惡 噁|當 噹|向 嚮 曏|蘇 囌|團 糰|壇 罈罎墰壜|夾 袷|彌 瀰|復 複|' +
  '蒙 濛 懞 矇|升 昇 陞|術 朮|台臺 檯 颱|泛汎 氾|沖 衝|獲 穫|發 髮|簽 籤|縴 纖|胡 衚 鬍|里 裏裡|臟 髒|鐘鈡 鍾|須 鬚|面 麵麪麫|' +
  '曲 麯麴|麼麽|后 後|云 雲|松 鬆|范 範|谷 穀|丑 醜|几 幾|征 徵|余 餘|于 於|斗 鬥鬦鬪鬭鬬|咸 鹹|只 隻|准 準|朱 硃|舍 捨|出 齣|' +
  '表 錶|淀 澱|折 摺|致 緻|秋 鞦|千 韆|仆 僕|卜 蔔|冬 鼕|刮 颳|困 睏|制 製|筑 築|卷 捲|板 闆|姜 薑|克 剋|御 禦|症 癥|家 傢|' +
  '夸 誇|伙 夥|合 閤|丰 豐|苹 蘋|栗 慄|涂 塗|沈 瀋|吁 籲|叶 葉|郁 鬱欝|划 劃|霉 黴|拼 拚|苔 薹|辟 闢|朴 樸|吊 弔';

/** Characters that texts in simplified script keep in a sense of their own. */
const kept = new Set(['乾', '徵', '於', '餘', '麽', '昇', '濛', '薹', '拚']);

/** A text in traditional script has at least one traditional character among this many Han characters. */
const hanPerTraditional = 10;

interface FormTables {
  /** The number of the word that a character stands for. */
  readonly wordOf: ReadonlyMap<string, number>;
  /** Characters that differ from some character that folds to the same. */
  readonly distinct: ReadonlySet<string>;
}

/** Made at the first use and never changed afterwards. */
let tables: FormTables | undefined;

function makeTables(): FormTables {
  const wordOf = new Map<string, number>();
  const distinct = new Set<string>();
  let count = 0;
  for (const entry of words.split('|')) {
    for (const word of entry.split(' ')) {
      count++;
      for (const form of word) {
        wordOf.set(form, count);
        const folded = fold(form);
        if (form !== folded) distinct.add(form);
        if (kept.has(form)) distinct.add(folded);
      }
    }
  }
  return { wordOf, distinct };
}

/** Whether a quoted text has a character for which `areSame` must be asked. */
export function hasDistinctForms(text: string): boolean {
  tables ??= makeTables();
  for (const character of text) if (tables.distinct.has(character)) return true;
  return false;
}

/** Whether a quoted text has a traditional character that simplified script does not keep. */
export function isTraditionalQuote(text: string): boolean {
  for (const character of text) if (isTraditional(character, fold(character))) return true;
  return false;
}

/** Whether a text is in traditional script: at least a tenth of its Han characters are traditional. */
export function isTraditionalText(text: string): boolean {
  const folded = new Uint16Array(text.length);
  foldInto(text, folded);
  let han = 0;
  let traditional = 0;
  for (let at = 0; at < text.length; at++) {
    if (classOfUnit(folded[at]) !== CharacterClass.Han) continue;
    han++;
    if (folded[at] !== text.charCodeAt(at) && !kept.has(text[at])) traditional++;
  }
  return traditional > 0 && traditional * hanPerTraditional >= han;
}

/** Scripts of a quote and of a text; that of the text is found out when it matters. */
export interface Scripts {
  readonly isQuoteTraditional: boolean;
  isTextTraditional(): boolean;
}

/** Whether a character of a quote and a character of a text, which fold to one, are the same; see the law above. */
export function areSame(quoted: string, written: string, scripts: Scripts): boolean {
  if (quoted === written) return true;
  tables ??= makeTables();
  const { wordOf } = tables;
  const folded = fold(quoted);
  const quotedWord = wordOf.get(quoted);
  const writtenWord = wordOf.get(written);
  if (quotedWord !== undefined && quotedWord === writtenWord) return true;
  const isInTraditional = () => scripts.isQuoteTraditional || scripts.isTextTraditional();
  if (quoted === folded) return !kept.has(written) || isInTraditional();
  if (written === folded) {
    if (kept.has(quoted) && !isInTraditional()) return false;
    return writtenWord === undefined || !scripts.isTextTraditional();
  }
  return quotedWord === undefined || writtenWord === undefined;
}

function isTraditional(character: string, folded: string): boolean {
  return character !== folded && classOfUnit(folded.charCodeAt(0)) === CharacterClass.Han && !kept.has(character);
}
