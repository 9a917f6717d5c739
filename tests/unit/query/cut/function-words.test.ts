import { expect, it } from 'vitest';
import { markFunctionWords } from '../../../../src/query/cut/function-words.ts';
import { unitsFromString } from '../../../../src/text/units.ts';

/** The text of these words with what is marked in brackets; undefined when nothing is. */
function mark(...words: readonly string[]) {
  const text = words.join('');
  let end = 0;
  const spans = words.map(word => ({ start: end, end: (end += word.length) }));
  const marks = markFunctionWords(unitsFromString(text), spans);
  return marks && [...text].map((character, at) => (marks[at] === 1 ? `[${character}]` : character)).join('');
}

it.each([
  [['小米', '汽车', '什么', '时候', '上市'], '小米汽车[什][么][时][候]上市'],
  [['票', '多少钱'], '票[多][少][钱]'],
  [['去', '哪', '里'], '去[哪][里]'],
  [['感冒', '能不能', '喝酒'], '感冒[能][不][能]喝酒'],
  [['孕妇', '可不可以', '吃'], '孕妇[可][不][可][以]吃'],
  // What is asked about is no part of how it is asked.
  [['孕妇', '能不能', '吃'], '孕妇[能][不][能]吃'],
  [['那', '时候', '的', '学校'], '[那]时候[的]学校'],
] as const)('of %j the function words and asking phrases are marked', (words, marked) => {
  expect(mark(...words)).toBe(marked);
});

it.each([[['石桥', '通车']], [['什么', '时候']], [['你', '是', '谁']]] as const)('of %j nothing is marked', words => {
  expect(mark(...words)).toBeUndefined();
});
