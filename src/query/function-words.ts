/** Words that carry no topic: what a query is asked with, not what it is about. Folded. */

const functionWords = new Set(
  (
    '的 了 和 与 及 以及 是 在 之 等 吗 呢 吧 啊 呀 把 被 对 从 到 由 于 对于 关于 用于 以 而 或 或者 也 都 就 又 还 则 其 这 那 ' +
    '这个 那个 一个 一种 一下 有 中的 上的 里的 为 为了 将 并 并且 给 让 跟 向 往 且 所 者 我 你 他 她 它 我们 你们 他们 请 请问 哪些 ' +
    '什么 怎么 怎样 怎么样 怎么办 如何 为什么 为何 谁 哪 哪个 哪里 哪儿 哪种 几 几个 多少 多大 多长 多久 何 何时 是否 啥 咋'
  ).split(' '),
);

/** Characters of which a pair says nothing: 是的, 在了, 什么的. */
const functionCharacters = new Set(
  '的了和与及是在之等吗呢吧啊把被对从到由于以而或也都就又其这那有不我你他她它们个么什怎',
);

/** Asked by whoever wants an answer rather than articles that hold all of the words. */
const asking =
  /什么|怎么|怎样|如何|为何|谁|哪|多少|多大|多长|多久|多高|多远|几[个种年月日号时点岁次条位天]|是否|能不能|可不可以|是不是|有没有|啥|咋|何[时地人处种]|[吗呢?]\s*$/;

export function isFunctionWord(folded: string): boolean {
  return functionWords.has(folded);
}

/** Whether both characters of a pair are function characters. */
export function isFunctionPair(folded: string): boolean {
  return functionCharacters.has(folded[0]) && functionCharacters.has(folded[1]);
}

/** Whether a folded text is put as a question. */
export function isAsking(folded: string): boolean {
  return asking.test(folded);
}
