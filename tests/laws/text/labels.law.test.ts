import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { baseLexicon } from '../../../src/base-lexicon.ts';
import type { Lexicon } from '../../../src/lexicon/lexicon.ts';
import { createSegmenter } from '../../../src/segment/dictionary-segmenter.ts';
import { LabelPath, labelCount, labelStride } from '../../../src/segment/names/label-path.ts';
import { LabelScores } from '../../../src/segment/names/label-scores.ts';
import { LabelWeights, packedStride, weightBias } from '../../../src/segment/names/label-weights.ts';
import { featureCount, NameFeatures } from '../../../src/segment/names/name-features.ts';
import { type NameModel, openNameModel } from '../../../src/segment/names/name-model.ts';
import { listSentences } from '../../../src/segment/names/sentences.ts';
import { TokenList } from '../../../src/segment/token-list.ts';
import { fold } from '../../../src/text/folding.ts';
import { unitsFromString } from '../../../src/text/units.ts';
import { slowLabels, slowRows } from '../../oracle/slow-perceptron.ts';

let lexicon: Lexicon;
let model: NameModel;
beforeAll(async () => {
  lexicon = await baseLexicon(undefined, { names: 'persons' });
  model = openNameModel(gunzipSync(readFileSync(new URL('../../../dict/names.model.gz', import.meta.url))));
});

/** Finds labels as `ModelNames` does. */
function quickLabels(rows: readonly (readonly number[])[], weights: LabelWeights): number[] {
  const scores = new LabelScores(weights);
  const path = new LabelPath(weights.transitions);
  scores.compute(Int32Array.from(rows.flat()), rows.length);
  path.solve(scores.scores, rows.length);
  return [...path.labels.subarray(0, rows.length)];
}

const piece = fc.constantFrom(
  ...[
    '湖北省',
    '监利市',
    '公安局',
    '新沟镇',
    '政府',
    '北京',
    '上海市',
    '中国',
    '大学',
    '医院',
    '有限公司',
    '的',
    '在',
    '和',
  ],
  ...[
    '记者',
    '沈砚秋',
    '王某某',
    '罗伯特·戴蒙德',
    '李',
    '说',
    '，',
    '。',
    '“',
    '！',
    '2022',
    'abc',
    'X',
    '3.5%',
    ' ',
    '\n',
  ],
  ...['中华人民共和国', '经济', '合作', '与', '发展', '组织', '委员会', '镇', '俄', '美', '驻', '区'],
);

describe('laws of the model of names', () => {
  it('features and labels of a text are those of its slow twin', () => {
    const segmenter = createSegmenter({ lexicon });
    const features = new NameFeatures(lexicon);
    const weights = new LabelWeights(model);
    const tokens = new TokenList();
    const names = new TokenList();
    let found = 0;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 60 }), pieces => {
        const text = fold(pieces.join(''));
        const units = unitsFromString(text);
        segmenter.segmentInto(units, text.length, tokens);
        segmenter.copyNames(names);
        const isName = (start: number): boolean => names.starts.subarray(0, names.count).includes(start);
        let name = 0;
        for (const [first, last] of listSentences(units, tokens)) {
          const origin = tokens.starts[first];
          const size = tokens.ends[last - 1] - origin;
          while (name < names.count && names.ends[name] <= origin) name++;
          features.compute(units, tokens, first, last, names, name);
          const slowTokens = Array.from({ length: last - first }, (_, i) => {
            const [start, end] = [tokens.starts[first + i], tokens.ends[first + i]];
            const tag = lexicon.findTag(units, start, end);
            return { start: start - origin, end: end - origin, tag, isName: isName(start) };
          });
          const rows = slowRows(text.slice(origin, origin + size), slowTokens);
          expect([...features.rows.subarray(0, featureCount * size)]).toEqual(rows.flat());
          const labels = quickLabels(rows, weights);
          expect(labels).toEqual(slowLabels(rows, model));
          found += labels.filter(label => label > 0).length;
        }
      }),
    );
    expect(found).toBeGreaterThan(100);
  });

  it('of any weights, equal sums and the highest ones among them, the labels are those of the slow twin', () => {
    const rowCount = 16;
    const weight = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom(-128, 127));
    const transition = fc.oneof(fc.integer({ min: -40, max: 40 }), fc.constantFrom(-32768, 32767));
    const rows = fc.array(fc.array(fc.nat(rowCount - 1), { minLength: featureCount, maxLength: featureCount }), {
      minLength: 1,
      maxLength: 30,
    });
    const array = (value: fc.Arbitrary<number>, length: number) =>
      fc.array(value, { minLength: length, maxLength: length });
    fc.assert(
      fc.property(
        array(weight, rowCount * labelStride),
        array(transition, labelCount ** 2),
        rows,
        (all, between, rows) => {
          const random: NameModel = { weights: Int8Array.from(all), transitions: Int32Array.from(between) };
          expect(quickLabels(rows, new LabelWeights(random))).toEqual(slowLabels(rows, random));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('packed rows are the rows of the model, each different one once, also more of them than two bytes can count', () => {
    const rowCount = 70_000;
    const many = new Int8Array(rowCount * labelStride);
    for (let row = 0; row < rowCount; row++)
      for (let byte = 0; byte < 3; byte++) many[row * labelStride + 3 * byte] = row >> (8 * byte);
    many.copyWithin(9 * labelStride, 0, labelStride);
    const { transitions } = model;
    for (const { weights } of [model, { weights: many }]) {
      const { numbers, packed } = new LabelWeights({ weights, transitions });
      const bytes = new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength);
      const seen = new Set<string>();
      let isEqual = true;
      numbers.forEach((number, row) => {
        const own = weights.subarray(row * labelStride, (row + 1) * labelStride);
        seen.add(own.join());
        for (let i = 0; i < labelStride; i++) isEqual &&= bytes[4 * packedStride * number + i] - weightBias === own[i];
      });
      expect(isEqual).toBe(true);
      expect(packed.length).toBe(packedStride * seen.size);
    }
  });
});
