/** Function words (的, 如何), which say nothing about the topic of a query, and words that make it a question. All folded. */

import type { Span } from '../../text/span.ts';
import { createUnitSet, stringFromUnits } from '../../text/units.ts';

/** Number of words that a function word falls apart into, at most. */
const maxWordsOfOne = 3;

/** By their first UTF-16 unit, so that a look-up creates no string. */
const functionWords = /* @__PURE__ */ groupByFirstUnit(
  '的 了 和 与 及 以及 是 在 之 等 吗 呢 吧 啊 呀 把 被 对 从 到 由 于 对于 关于 用于 以 而 或 或者 也 都 就 又 还 则 其 这 那 ' +
    '这个 那个 一个 一种 一下 有 中的 上的 里的 为 为了 将 并 并且 给 让 跟 向 往 且 所 者 我 你 他 她 它 我们 你们 他们 请 请问 哪些 ' +
    '什么 怎么 怎样 怎么样 怎么办 如何 为什么 为何 谁 哪 哪个 哪里 哪儿 哪种 几 几个 多少 多大 多长 多久 何 何时 是否 啥 咋',
);

/** With one of `measureWords` behind it, a demonstrative is a function word: 这只, 哪位. */
const demonstratives = /* @__PURE__ */ createUnitSet('这那哪某每');
const measureWords = /* @__PURE__ */ createUnitSet(
  '个只条头位本张件间座辆台颗棵支枝把双对群些种样家所名份首篇部场次回块片朵匹口',
);

/** What may be asked for at the end of a query (石桥村通车 时间): a document that answers need not hold the word. */
const askedFor = /* @__PURE__ */ groupByFirstUnit(
  '时间 地点 原因 方法 办法 步骤 过程 经过 结果 情况 意义 作用 区别 意思 含义 条件 要求 地址 电话 联系方式 价格 费用 人数 数量 简介 介绍',
);

/**
 * What asks in several words, of which one says something elsewhere: 时候 and 多长 stand in texts, but a text with 什么时候 is no
 * answer. It counts as little as function words; as a reason to find a document the word in it is one.
 */
const askingPhrase =
  /^(?:(?:什么|啥|哪[个些])(?:时[候间]|地[方点]|样子?|人|事|东西|意思|原因|情况|[方办]法)|(.)不\1[以该意要]?|多少钱|多长时间|多大年纪|怎么回事|有没有)$/;

/** A bigram of two of these characters says nothing about the topic: 是的, 在了, 什么的. */
const functionCharacters = /* @__PURE__ */ createUnitSet(
  '的了和与及是在之等吗呢吧啊把被对从到由于以而或也都就又其这那有不我你他她它们个么什怎',
);

/** Marks a question: the user wants an answer rather than documents with all of the words. */
const questionPattern =
  /什么|怎么|怎样|如何|为何|谁|哪|多少|多大|多长|多久|多高|多远|几[个种年月日号时点岁次条位天]|是否|能不能|可不可以|是不是|有没有|啥|咋|何[时地人处种]|[吗呢?]\s*$/;

function groupByFirstUnit(words: string): ReadonlyMap<number, readonly string[]> {
  const grouped = new Map<number, string[]>();
  for (const word of words.split(' ')) {
    const others = grouped.get(word.charCodeAt(0));
    if (others) others.push(word);
    else grouped.set(word.charCodeAt(0), [word]);
  }
  return grouped;
}

/** Whether `units[start … end)`, folded, is a function word. */
export function isFunctionWord(units: Uint16Array, start: number, end: number): boolean {
  if (end - start === 2 && demonstratives.has(units[start]) && measureWords.has(units[start + 1])) return true;
  return isAmong(functionWords, units, start, end);
}

/**
 * The index behind the words that begin at `first` and are together a function word; `first` if there are none.
 * @param isOne what is taken for a function word
 */
export function findFunctionWordEnd(
  units: Uint16Array,
  words: readonly Span[],
  first: number,
  isOne = isFunctionWord,
): number {
  const { start } = words[first];
  let end = first;
  // 哪里 is a function word also where the index does not know it and 里 is a word of its own.
  for (let last = first; last < words.length && last < first + maxWordsOfOne; last++) {
    if (last > first && words[last - 1].end !== words[last].start) break;
    if (isOne(units, start, words[last].end)) end = last + 1;
  }
  return end;
}

/** By unit of a text: 1 where a function word or an asking phrase stands; undefined if nothing else does, or none of them. */
export function markFunctionWords(units: Uint16Array, words: readonly Span[]): Uint8Array | undefined {
  let marks: Uint8Array | undefined;
  let hasOthers = false;
  for (let i = 0; i < words.length; ) {
    const end = findFunctionWordEnd(units, words, i, saysNothing);
    if (end > i) (marks ??= new Uint8Array(words[words.length - 1].end)).fill(1, words[i].start, words[end - 1].end);
    else hasOthers = true;
    i = Math.max(end, i + 1);
  }
  return hasOthers ? marks : undefined;
}

function saysNothing(units: Uint16Array, start: number, end: number): boolean {
  return isFunctionWord(units, start, end) || askingPhrase.test(stringFromUnits(units, start, end));
}

/** Whether `units[start … end)`, folded, names what is asked for: 时间, 原因. */
export function isAskedFor(units: Uint16Array, start: number, end: number): boolean {
  return isAmong(askedFor, units, start, end);
}

function isAmong(
  grouped: ReadonlyMap<number, readonly string[]>,
  units: Uint16Array,
  start: number,
  end: number,
): boolean {
  const words = grouped.get(units[start]);
  if (words === undefined) return false;
  for (let i = 0; i < words.length; i++) if (isWord(words[i], units, start, end)) return true;
  return false;
}

function isWord(word: string, units: Uint16Array, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) if (units[start + i] !== word.charCodeAt(i)) return false;
  return true;
}

/** Whether the bigram that begins at `start` says nothing about the topic. */
export function isFunctionBigram(units: Uint16Array, start: number): boolean {
  return functionCharacters.has(units[start]) && functionCharacters.has(units[start + 1]);
}

/** Whether a folded text is phrased as a question. */
export function isQuestionText(folded: string): boolean {
  return questionPattern.test(folded);
}

/** Whether a text has words that say something about a topic. */
export function hasContentWord(text: {
  readonly words: readonly Span[];
  readonly analysis: { readonly units: Uint16Array };
}): boolean {
  const { words, analysis } = text;
  return words.some(({ start, end }) => !isFunctionWord(analysis.units, start, end));
}
