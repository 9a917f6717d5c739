/** Does a short sentence that is typed in full find itself? */
import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import type { BenchDocument } from '../../engines/engine.ts';
import type { Random } from '../../random.ts';
import { findArticles, indexArticles } from './corpus-index.ts';

/** What people say: mostly small words, which say little alone. */
const spoken =
  '你在等我吗|等车好等吗|我们走吧|那你叫啥|你比我大吗|谁打你了|你看啥呢|这是什么|还没有呢|他来不来|你怎么了|我不知道啊|是不是你|那就好了|你说什么呢|' +
  '我也这么想|谁在那里|到底怎么回事|你们在干嘛|这个给你|没有啊|怎么会这样|我和你一起去|你是哪里人|他就是那个人|要不要吃饭|什么时候回来|那可不行|你先走吧|' +
  '真的吗|为什么是我|我就说嘛|这有什么用|都在这里了|他们都去了|你去不去|我没说你|那是谁家的|好久不见|不要这样|你还好吗|又是你啊|等一下我|你吃了没有|我想也是|' +
  '你这只猪|鱼怎么做|他跟谁走的|有没有人啊|还有多少|你哪来的|我才不去呢|那么多人呢|一个也没有|这边请|他对我很好|我给你看|从哪儿来的|谁说的不是|只有你知道|就在那边';

const minUnits = 2;
const maxUnits = 30;

/** Spoken sentences, and different short sentences of the documents; a dash before one would exclude its word. */
export function drawSentences(documents: readonly BenchDocument[], count: number, random: Random): string[] {
  const sentences = new Set(spoken.split('|'));
  const candidates = documents.flatMap(({ text }) =>
    text
      .split(/[。！？；!?\n]/)
      .map(sentence => sentence.trim())
      .filter(
        sentence => sentence.length >= minUnits && sentence.length <= maxUnits && /^[\p{L}\d《“]/u.test(sentence),
      ),
  );
  while (sentences.size < count && candidates.length > 0) {
    const at = random.below(candidates.length);
    sentences.add(candidates[at]);
    candidates[at] = candidates[candidates.length - 1];
    candidates.pop();
  }
  return [...sentences].slice(0, count);
}

/** The sentences that are not among the first three for themselves. */
export function findLostSentences(sentences: readonly string[], lexicon: Lexicon): string[] {
  const index = indexArticles(
    sentences.map(body => ({ title: '', body })),
    lexicon,
    false,
  );
  return sentences.filter((sentence, i) => !findArticles(index, sentence, 3).includes(i));
}
