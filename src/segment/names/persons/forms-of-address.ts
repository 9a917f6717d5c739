/** What stands behind a surname and is no given name: 徐先生, 吕老, 周总理. */
import { createUnitSet } from '../../../text/units.ts';

const singles = createUnitSet('老氏某姓家总工局副');
const pairs = new Set(
  (
    '大娘 大爷 大妈 大姐 大哥 大嫂 大叔 大伯 大婶 大夫 奶奶 爷爷 阿姨 师傅 老汉 老师 先生 女士 小姐 同志 医生 教授 太太 夫人 老板 博士 院士 律师 ' +
    '总理 主席 总统 书记 主任 经理 市长 县长 省长 镇长 乡长 村长 部长 局长 厅长 处长 科长 所长 院长 校长 团长 师长 军长 队长 站长 厂长 外长 司令 将军 大使 导演 教练 法官 警官'
  )
    .split(' ')
    .map(word => pairKey(word.charCodeAt(0), word.charCodeAt(1))),
);

/** Forms that make one word with a surname, as the lexicon has it of frequent ones: 赵先生, 李女士. The others say what someone is. */
export const politeForms: readonly string[] = '先生 女士 小姐 太太 阿姨 大爷 老伯 婆婆 奶奶 爷爷 叔叔 警官'.split(' ');
const polite = new Set(politeForms.map(form => pairKey(form.charCodeAt(0), form.charCodeAt(1))));

/** Whether two units are a form that makes one word with a surname. */
export function isPolite(first: number, second: number): boolean {
  return polite.has(pairKey(first, second));
}

/** Whether a unit alone is a form of address behind a surname. */
export function isSingleAddress(unit: number): boolean {
  return singles.has(unit);
}

/** Whether two units are a form of address. */
export function isAddress(first: number, second: number): boolean {
  return pairs.has(pairKey(first, second));
}

function pairKey(first: number, second: number): number {
  return (first << 16) | second;
}
