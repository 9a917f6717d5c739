/** Which words stand before and behind persons? A short list to begin with, and then what the corpus itself shows. */
import { findChild, payloadAt, rootNode } from '../../lexicon/double-array.ts';
import { findWordNode } from '../../lexicon/lexicon-table.ts';
import { type Corpus, WordClass } from '../corpus.ts';

/** Words before a person, and behind one, in any newspaper. */
const before =
  '记者 通讯员 书记 市长 县长 省长 镇长 乡长 村长 区长 州长 部长 局长 厅长 处长 科长 所长 院长 校长 会长 社长 厂长 站长 队长 董事长 秘书长 监事长 组长 主任 主席 主持人 副主任 ' +
  '总理 总统 总经理 经理 总裁 教授 研究员 博士 院士 医生 教师 老师 律师 法官 检察官 民警 员工 职工 工人 农民 村民 市民 居民 学生 同学 同志 先生 女士 党员 干部 演员 导演 作家 ' +
  '画家 诗人 歌手 教练 球员 选手 队员 代表 委员 专家 学者 创始人 负责人 代表人 嫌疑人 被告人 当事人 司机 战士 军长 师长 作者 摄影 编辑 常委 理事 专员 监事 领导 叫 名叫 父亲 母亲 妻子 丈夫 儿子 女儿';
const behind =
  '说 表示 指出 强调 要求 认为 介绍 告诉 摄 告诉记者 介绍说 说道 称 坦言 透露 回忆 先生 女士 同志 教授 主任 老师 博士 院士 主持 出席 参加 率 带领 任 当选 会见 走访 报道 一行 夫妇 等 分析 解释 补充 主讲 勉励 饰';
/** Weight of a listed word: as if this many occurrences of it had been seen, three of five beside a person. */
const listedCount = 20;
const listedShare = 0.6;
/** Signs before and behind, with their share of persons in newspapers. */
const signShares: readonly [string, number, number][] = [
  ['、', 0.09, 0.06],
  ['，', 0.03, 0.015],
  ['。', 0.03, 0.003],
  ['(', 0.04, 0.03],
  [')', 0.02, 0.05],
  ['（', 0.04, 0.03],
  ['）', 0.02, 0.05],
  ['·', 0.02, 0.01],
];
/** Share of tokens that are persons. */
const personShare = 0.012;
/** Smoothing: a word counts as if it had been seen this many times more, with the share of all words. */
const smoothing = 4;
/** Maximum length of a neighbouring word. */
const maxNeighbourUnits = 4;
const space = 0x20;

/** The numbers of the words beside a place, and the logarithm of the odds that they give to a person there. */
export class PersonContexts {
  private readonly before: Float32Array;
  private readonly behind: Float32Array;
  private readonly beforeCounts: Float64Array;
  private readonly behindCounts: Float64Array;
  private readonly listed: Uint8Array;
  private readonly priors: ReadonlyMap<number, { before?: number; behind?: number }>;

  constructor(private readonly corpus: Corpus) {
    const size = corpus.words.size;
    this.before = new Float32Array(size);
    this.behind = new Float32Array(size);
    this.beforeCounts = new Float64Array(size);
    this.behindCounts = new Float64Array(size);
    this.listed = new Uint8Array(size);
    this.priors = this.listedPriors();
    for (const [word, { before, behind }] of this.priors)
      this.listed[word] = (before === listedShare ? 1 : 0) | (behind === listedShare ? 2 : 0);
    this.learn();
  }

  /** The number of the word that ends at `at`, -1 for one that is no token of the corpus. */
  wordBefore(at: number, isBoundary: boolean, previousToken: number): number {
    const { corpus } = this;
    // 特约记者 万东方: a space says nothing.
    if (isBoundary && corpus.units[at - 1] === space) return this.wordBefore(at - 1, true, previousToken - 1);
    if (isBoundary) {
      const word = previousToken < 0 ? -1 : corpus.tokenWords[previousToken];
      if (word < 0 || corpus.classes[word] !== WordClass.Unknown) return word;
    }
    for (let start = Math.max(0, at - maxNeighbourUnits); start < at; start++)
      if (findWordNode(corpus.lexicon.base, corpus.units, start, at) >= 0) return corpus.words.find(start, at);
    return corpus.words.find(at - 1, at);
  }

  /** The number of the longest word of the lexicon that begins at `at`, -1 for one that is no token of the corpus. */
  wordBehind(at: number): number {
    const { units, words, length, lexicon } = this.corpus;
    const { trie } = lexicon.base;
    const last = Math.min(length, at + maxNeighbourUnits);
    let longest = at + 1;
    let node = rootNode;
    for (let end = at; end < last; ) {
      node = findChild(trie, node, units[end++]);
      if (node < 0) break;
      if (payloadAt(trie, node) !== 0) longest = end;
    }
    return words.find(at, longest);
  }

  /** Whether a word stands in the lists of words before persons, and behind them. */
  isListedBefore(word: number): boolean {
    return word >= 0 && (this.listed[word] & 1) !== 0;
  }
  isListedBehind(word: number): boolean {
    return word >= 0 && (this.listed[word] & 2) !== 0;
  }

  /** The logarithm of the odds of a person between two words. */
  logOdds(before: number, behind: number): number {
    return (before < 0 ? 0 : this.before[before]) + (behind < 0 ? 0 : this.behind[behind]);
  }

  /** Forgets what was counted. */
  reset(): void {
    this.beforeCounts.fill(0);
    this.behindCounts.fill(0);
  }

  /** Counts a place that holds a person with this probability. */
  count(before: number, behind: number, probability: number): void {
    if (before >= 0) this.beforeCounts[before] += probability;
    if (behind >= 0) this.behindCounts[behind] += probability;
  }

  /** Takes the counts into account. */
  learn(): void {
    const { corpus } = this;
    const { words } = corpus;
    const { priors } = this;
    for (let word = 0; word < words.size; word++) {
      const prior = priors.get(word);
      const all = words.counts[word];
      this.before[word] = shareLog(this.beforeCounts[word], all, prior?.before);
      this.behind[word] = shareLog(this.behindCounts[word], all, prior?.behind);
    }
  }

  /** What the lists say of the words of the corpus. */
  private listedPriors(): Map<number, { before?: number; behind?: number }> {
    const { corpus } = this;
    const shares = new Map<string, { before?: number; behind?: number }>();
    const add = (word: string, share: { before?: number; behind?: number }) =>
      shares.set(word, { ...shares.get(word), ...share });
    for (const word of before.split(' ')) add(word, { before: listedShare });
    for (const word of behind.split(' ')) add(word, { behind: listedShare });
    for (const [sign, left, right] of signShares) add(sign, { before: left, behind: right });
    const byNumber = new Map<number, { before?: number; behind?: number }>();
    for (let word = 0; word < corpus.words.size; word++) {
      const start = corpus.words.starts[word];
      const length = corpus.words.lengths[word];
      if (length > maxNeighbourUnits) continue;
      const text = corpus.textOf(start, start + length);
      // 特约记者 ends with 记者.
      const share = shares.get(text) ?? (length > 2 ? endsLike(shares, text) : undefined);
      if (share) byNumber.set(word, share);
    }
    return byNumber;
  }
}

function endsLike(
  shares: ReadonlyMap<string, { before?: number; behind?: number }>,
  text: string,
): { before: number } | undefined {
  const share = shares.get(text.slice(-2)) ?? shares.get(text.slice(-3));
  return share?.before === undefined ? undefined : { before: share.before };
}

/** The logarithm of how much more often a word stands beside a person than other words do. */
function shareLog(count: number, all: number, listed: number | undefined): number {
  const extra = listed === undefined ? smoothing : listedCount;
  const share = (Math.min(count, all) + extra * (listed ?? personShare)) / (all + extra);
  return Math.log(share / personShare);
}
