/** Units behind numbers, with their spellings, and classifiers, which have only one. All are folded. */

/** Spellings of one unit each, the most usual first, separated by spaces. */
const unitGroups: readonly string[] = [
  '元 块 块钱 元钱 人民币 元人民币',
  '美元 美金',
  '欧元',
  '英镑',
  '岁 周岁',
  '公斤 千克 kg ㎏',
  '克 g',
  '毫克 mg ㎎',
  '公里 千米 km ㎞',
  'km/h 公里/小时 千米/小时 公里每小时 千米每小时',
  '米 m',
  '厘米 公分 cm ㎝',
  '毫米 mm ㎜',
  '平方米 平米 ㎡ m2 平方',
  '平方公里 平方千米 km2 ㎢',
  '立方米 m3 立方',
  '立方厘米 cm3',
  '公顷 hm2',
  '℃ °c 摄氏度 度',
  '升 l 公升',
  '毫升 ml ㎖',
  '微米 μm um',
  '纳米 nm',
  '瓦 w',
  '千瓦 kw ㎾',
  '兆瓦 mw',
  '伏 v 伏特',
  '千伏 kv',
  '赫兹 hz 赫',
  '兆赫 mhz',
  '千卡 kcal 大卡',
  '千瓦时 kwh 度电',
  '小时 个小时 个钟头 钟头',
  '分钟',
  '秒 秒钟',
  '周 个星期 星期 个礼拜',
  '个月',
  '年半',
  '天半',
  '斤半',
  '亩半',
  '里半',
  '米半',
  '倍半',
  '个半月',
  '个半小时 个半钟头',
  '刻钟',
  '年级',
  '季度',
  '人 个人',
  '吨 t',
  '号楼',
  '号线',
  '号院',
  '号馆',
  '号门',
  '号房',
  '%',
  '‰',
];

/** Letters that stand for one of two units: 128G of memory, 500g of rice. With the spellings of both. */
const ambiguousUnits: Readonly<Record<string, string>> = {
  g: '克 g gb',
  m: '米 m mb',
  t: '吨 t tb',
  gb: 'gb g',
  mb: 'mb m',
  tb: 'tb t',
};

/** Units that are Latin letters with another meaning behind small numbers: 5G is a network. */
const smallestValues: Readonly<Record<string, number>> = { g: 7 };

/** Signs that stand before an amount of money, by its unit. */
export const currencySigns: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['元', '¥'],
  ['美元', '$'],
  ['欧元', '€'],
  ['英镑', '£'],
]);

/**
 * Classifiers and other characters behind a number, with which a single Han digit is a number: 三楼, 第三名. Characters that
 * mostly make another word with 一 or 十 stand in `idioms`.
 */
const classifiers = /* @__PURE__ */ new Set(
  '个号名位次条项款章节届期版楼层页年天日月号件台辆套只头张本篇户家所座间支对双组种类批群分秒点倍代成级等课讲集卷册幅封场遍道栋幢厂站路班队师军连排段环区亩吨斤两尺寸里亿万字句声杯瓶碗盒箱包袋把根棵朵颗粒块片股届季任轮局盘角维星胎孩大型番室厅卫居夜桌桶筐锅壶幕拳枪',
);

/** Words that look like a number with a unit or a classifier, with 一, 十 or another digit. */
const idioms = /* @__PURE__ */ new Set(
  /* @__PURE__ */ (
    '一点 一块 一时 一度 一道 一代 一等 一家 一级 一里 一只 一场 一把 一路 一成 一声 一片 一对 一双 一层 一年 一天 一日 一大 一号 一面 一连 ' +
    '一段 一月 一周 一分 一人 一米 一升 一克 一星 一句 一盘 一两 一群 一头 一种 一本 一个 一番 ' +
    '一夜 一幕 一室 一锅 一桌 ' +
    '十分 十月 十里 十成 三角 四角 五角 四级 四环 四季 五星 七星 九星 三星 两面 两点 两人 二维 三维 二手 二胎 三孩 二孩 四大 三大 五行 三军'
  ).split(' '),
);

/** The groups by spelling, and the length of the longest spelling in UTF-16 units. */
const units = /* @__PURE__ */ indexUnits();

function indexUnits(): { readonly groups: ReadonlyMap<string, readonly string[]>; readonly maxLength: number } {
  const groups = new Map<string, readonly string[]>();
  for (const line of unitGroups) {
    const group = line.split(' ');
    for (const spelling of group) groups.set(spelling, group);
  }
  for (const [letters, line] of Object.entries(ambiguousUnits)) groups.set(letters, line.split(' '));
  return { groups, maxLength: Math.max(...Array.from(groups.keys(), ({ length }) => length)) };
}

/** A unit that was read: its spellings, and where it ends. */
export interface Unit {
  readonly spellings: readonly string[];
  readonly end: number;
}

/** Reads the longest unit that begins at `at`, also behind a blank. */
export function readUnit(text: string, at: number): Unit | undefined {
  const start = text[at] === ' ' ? at + 1 : at;
  for (let end = Math.min(text.length, start + units.maxLength); end > start; end--) {
    const spellings = units.groups.get(text.slice(start, end));
    if (!spellings) continue;
    // kg is not the beginning of kgf.
    if (/[a-z]/.test(text[start]) && /[a-z0-9]/.test(text[end] ?? '')) continue;
    return { spellings, end };
  }
  return undefined;
}

/** Whether a unit may be spelled like this behind a value: 5克 is not 5g. */
export function isUsualUnit(spelling: string, value: string): boolean {
  return Number(value) >= (smallestValues[spelling] ?? 0);
}

/** Whether a character behind a number shows that it counts something. */
export function isClassifier(character: string | undefined): boolean {
  return character !== undefined && classifiers.has(character);
}

/** Whether a spelling is a word of its own rather than a number: 十分, 一点. */
export function isIdiom(spelling: string): boolean {
  return idioms.has(spelling);
}
