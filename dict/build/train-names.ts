/**
 * Trains `dict/names.model.gz` on texts and labels of names: an averaged perceptron (Collins 2002) over the features of
 * `src/segment/names/name-features.ts`. Texts and labels are given; neither is kept, and the same input gives the same bytes.
 *
 *     npm run names:train -- texts.jsonl.gz labels.jsonl.gz [articles]
 *
 * Texts are lines of { id, text }. Labels are lines of { id, entities: [[start, end, "PER" | "LOC" | "ORG"]], unsure?: [[start, end]] }
 * with offsets in UTF-16 units; nothing is learned from what is unsure.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { NameKind } from '../../src/lexicon/name-source.ts';
import { createSegmenter } from '../../src/segment/dictionary-segmenter.ts';
import { LabelPath, labelCount, labelOf, labelStride, scoreScale } from '../../src/segment/names/label-path.ts';
import { featureCount, maxSentenceUnits, NameFeatures, rowBits } from '../../src/segment/names/name-features.ts';
import { writeNameModel } from '../../src/segment/names/name-model.ts';
import { openNames } from '../../src/segment/names/open-names.ts';
import { listSentences } from '../../src/segment/names/sentences.ts';
import { TokenList } from '../../src/segment/token-list.ts';
import { foldInto } from '../../src/text/folding.ts';
import { compress } from './compress.ts';

interface Labels {
  readonly id: string;
  readonly entities: readonly (readonly [start: number, end: number, type: string])[];
  readonly unsure?: readonly (readonly [start: number, end: number])[];
}

const kinds: Record<string, number> = { PER: NameKind.Person, LOC: NameKind.Place, ORG: NameKind.Organisation };
const epochs = 3;
const rowCount = 1 << rowBits;

function readLines<T>(file: string): T[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line) as T]));
}

const [textFile, labelFile, limit = 'Infinity', output] = process.argv.slice(2);
if (labelFile === undefined) {
  console.error('npm run names:train -- texts.jsonl.gz labels.jsonl.gz [articles]');
  process.exit(1);
}
const dict = new URL('../', import.meta.url);
const readPacked = (name: string): Uint8Array => new Uint8Array(gunzipSync(readFileSync(new URL(name, dict))));
const lexicon = (await baseLexicon()).withNames(openNames([readPacked('names.tables.gz')]));
const segmenter = createSegmenter({ lexicon });
const labels = new Map(readLines<Labels>(labelFile).map(line => [line.id, line]));
const texts = readLines<{ id: string; text: string }>(textFile)
  .filter(({ id }) => labels.has(id))
  .slice(0, Number(limit));

const weights = new Int32Array(rowCount * labelStride);
/** In sixteenths. */
const transitions = new Int32Array(labelCount * labelCount);
// What is subtracted for the average: each change times the number of sentences before it.
const weightSums = new Float64Array(rowCount * labelStride);
const transitionSums = new Float64Array(labelCount * labelCount);
const features = new NameFeatures(lexicon);
const path = new LabelPath(transitions);
const scores = new Int32Array(maxSentenceUnits * labelStride);
const tokens = new TokenList();
const names = new TokenList();
let sentences = 1;
let wrong = 0;

/** The label of each unit of a text, and whether it is unsure. */
function labelUnits(length: number, { entities, unsure = [] }: Labels): { gold: Uint8Array; isUnsure: Uint8Array } {
  const gold = new Uint8Array(length);
  const isUnsure = new Uint8Array(length);
  for (const [start, end, type] of entities)
    for (let at = start; at < end; at++)
      gold[at] = labelOf(kinds[type], end - start === 1 ? 3 : at === start ? 0 : at === end - 1 ? 2 : 1);
  for (const [start, end] of unsure) isUnsure.fill(1, start, end);
  return { gold, isUnsure };
}

/** Sums the weights of the features of `length` units. */
function computeScores(length: number): void {
  scores.fill(0, 0, length * labelStride);
  for (let at = 0; at < length; at++)
    for (let i = at * featureCount; i < (at + 1) * featureCount; i++)
      for (let label = 0; label < labelCount; label++)
        scores[at * labelStride + label] += scoreScale * weights[features.rows[i] * labelStride + label];
}

/** Learns from the sentence of the tokens `first … last`. */
function learn(units: Uint16Array, first: number, last: number, gold: Uint8Array, isUnsure: Uint8Array): void {
  const start = tokens.starts[first];
  const length = tokens.ends[last - 1] - start;
  features.compute(units, tokens, first, last, names, 0);
  computeScores(length);
  path.solve(scores, length);
  let isWrong = false;
  for (let at = 0; at < length; at++) {
    const right = gold[start + at];
    const found = path.labels[at];
    if (right === found || isUnsure[start + at] === 1) continue;
    isWrong = true;
    for (let i = at * featureCount; i < (at + 1) * featureCount; i++) {
      const row = features.rows[i] * labelStride;
      weights[row + right]++;
      weightSums[row + right] += sentences;
      weights[row + found]--;
      weightSums[row + found] -= sentences;
    }
  }
  if (isWrong) {
    wrong++;
    for (let at = 1; at < length; at++) {
      if (isUnsure[start + at] === 1 || isUnsure[start + at - 1] === 1) continue;
      const right = gold[start + at - 1] * labelCount + gold[start + at];
      const found = path.labels[at - 1] * labelCount + path.labels[at];
      if (right === found) continue;
      transitions[right] += scoreScale;
      transitionSums[right] += scoreScale * sentences;
      transitions[found] -= scoreScale;
      transitionSums[found] -= scoreScale * sentences;
    }
  }
  sentences++;
}

let seed = 20_221_129;
const order = texts.map((_, i) => i);
for (let epoch = 1; epoch <= epochs; epoch++) {
  wrong = 0;
  for (let i = order.length - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    const other = seed % (i + 1);
    [order[i], order[other]] = [order[other], order[i]];
  }
  for (const number of order) {
    const { id, text } = texts[number];
    const units = new Uint16Array(text.length);
    foldInto(text, units);
    segmenter.segmentInto(units, text.length, tokens);
    segmenter.copyNames(names);
    const { gold, isUnsure } = labelUnits(text.length, labels.get(id)!);
    for (const [first, last] of listSentences(units, tokens)) learn(units, first, last, gold, isUnsure);
  }
  console.error(`epoch ${epoch}: ${wrong} sentences wrong, ${Math.round(process.uptime())} s`);
}

/** The scale of the weights and the smallest one that is kept: fewer and rounder weights make a smaller file. */
const scale = 0.5;
const minWeight = 1;
const average = (sum: number, value: number): number => value - sum / sentences;
const rounded = new Int8Array(weights.length);
for (let i = 0; i < weights.length; i++) {
  const weight = average(weightSums[i], weights[i]);
  if (Math.abs(weight) >= minWeight) rounded[i] = Math.max(-127, Math.min(127, Math.round(scale * weight)));
}
const bytes = writeNameModel({
  weights: rounded,
  transitions: transitions.map((value, i) => Math.round(scale * average(transitionSums[i], value))),
});
const compressed = await compress(bytes);
writeFileSync(output ?? new URL('names.model.gz', dict), compressed);
console.log(`${bytes.length} bytes, compressed ${compressed.length}`);
