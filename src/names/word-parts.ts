/** What may a word be in the name of a place or an organisation? */
import { createUnitSet } from '../text/units.ts';
import { type Corpus, WordClass } from './corpus.ts';
import { findSuffix } from './suffixes.ts';

/** What a word may be in a name. */
export const Part = {
  /** It ends every name: signs, 的, 在, 召开. */
  Stop: 0,
  /** It may stand inside, and not at the beginning: 建设, 发展. */
  Inside: 1,
  /** It may stand anywhere: nouns. */
  Any: 2,
  /** It marks a name: a place, a name, or characters that are no word. */
  Mark: 3,
} as const;

/** Characters and words that begin no name, whatever their tag. */
const stopWords =
  '的 了 在 是 和 与 及 或 等 对 向 从 到 于 由 为 以 被 把 将 让 给 使 该 各 本 全 每 某 这 那 此 其 两 几 多 后 前 中 上 下 内 外 间 时 年 月 日 天 有 无 不 也 又 还 都 就 已 曾 并 而 但 ' +
  '所属 当地 附近 一些 许多 有关 相关 部分 主要 上述 其中 来自 位于 记者 通讯员 先后 分别 一名 一个 同志 先生 女士 市长 书记 主任 县长 局长 经理 董事长 院长 校长 主席 副 原 总 他 她 我 你 它 们';
const stops = new Set(stopWords.split(' '));

/** Characters that begin no name when they begin what is no word. */
export const noNameStarts = createUnitSet(
  '一二两三四五六七八九十百千几个条座各该本全我你他她它这那某每由经等据从对在于为把被将与和及或以至往向按就也都不再又还更最很太约近过说称去来到做曾任前原现驻赴回离出入进占即竟所',
);

/** What each distinct word of a corpus may be in the name of a place or an organisation. */
export class WordParts {
  /** By word: a number of `Part`. */
  readonly parts: Uint8Array;
  /** By word: the kind of names that end with it, and the units of that ending. */
  readonly suffixKinds: Uint8Array;
  readonly suffixUnits: Uint8Array;

  constructor(private readonly corpus: Corpus) {
    const { size } = corpus.words;
    this.parts = new Uint8Array(size);
    this.suffixKinds = new Uint8Array(size);
    this.suffixUnits = new Uint8Array(size);
    for (let word = 0; word < size; word++) this.classify(word);
  }

  private classify(word: number): void {
    const { corpus, parts } = this;
    const { words, classes, tags } = corpus;
    const text = corpus.textOf(words.starts[word], words.starts[word] + words.lengths[word]);
    const suffix = classes[word] >= WordClass.Unknown ? findSuffix(text) : undefined;
    if (suffix && !(classes[word] === WordClass.Unknown && this.beginsLikeNoName(text))) {
      this.suffixKinds[word] = suffix.kind;
      this.suffixUnits[word] = suffix.units;
    }
    if (classes[word] === WordClass.Sign || stops.has(text)) return;
    if (classes[word] === WordClass.Latin) parts[word] = /^\p{Nd}/u.test(text) ? Part.Stop : Part.Inside;
    else if (classes[word] === WordClass.Unknown) {
      if (this.beginsLikeNoName(text)) parts[word] = Part.Stop;
      else parts[word] = text.length > 1 ? Part.Mark : Part.Any;
    } else if (/^n[rstz]/.test(tags[word]) && text.length > 1) parts[word] = Part.Mark;
    else if (/^(n|j|s|b|vn|an|l|i|g|x|z|eng)/.test(tags[word])) parts[word] = Part.Any;
    else if (/^[vaf]/.test(tags[word]) && text.length > 1) parts[word] = Part.Inside;
    else if (text.length === 1 && !/^[pcudrmqyeo]/.test(tags[word])) parts[word] = Part.Inside;
  }

  /** Whether characters that are no word begin with a particle, a numeral or a pronoun: 由市, 三省, 我区. */
  private beginsLikeNoName(text: string): boolean {
    return noNameStarts.has(text.charCodeAt(0)) || stops.has(text[0]);
  }
}
