/** The segmenters that hansou's is compared with, each in its best configuration. */
import { loadPeer } from '../load-peer.ts';
import type { BenchSegmenter } from './segmenter.ts';

const nodejieba: BenchSegmenter = {
  info: {
    name: 'nodejieba',
    title: 'nodejieba',
    package: 'nodejieba',
    configuration: 'cut with the HMM switched on (it is off by default). It returns no offsets.',
    documentation: 'https://github.com/yanyiwu/nodejieba',
  },
  async load() {
    const { default: jieba } = await loadPeer<{ default: { cut(text: string, withHmm: boolean): string[] } }>(
      'nodejieba',
    );
    return { cut: text => jieba.cut(text, true) };
  },
};

const nodeRs: BenchSegmenter = {
  info: {
    name: 'node-rs',
    title: '@node-rs/jieba',
    package: '@node-rs/jieba',
    configuration: 'cut with the HMM switched on and its own dictionary. It returns no offsets.',
    documentation: 'https://github.com/napi-rs/node-rs/tree/main/packages/jieba',
  },
  async load() {
    const { Jieba } = await loadPeer<{
      Jieba: { withDict(dictionary: Uint8Array): { cut(text: string, withHmm: boolean): string[] } };
    }>('@node-rs/jieba');
    const { dict } = await loadPeer<{ dict: Uint8Array }>('@node-rs/jieba/dict.js');
    const jieba = Jieba.withDict(dict);
    return { cut: text => jieba.cut(text, true) };
  },
};

interface JiebaWasm {
  cut(text: string, withHmm: boolean): string[];
  tokenize(text: string, mode: string, withHmm: boolean): { start: number; end: number; word: string }[];
}

const jiebaWasm: BenchSegmenter = {
  info: {
    name: 'jieba-wasm',
    title: 'jieba-wasm',
    package: 'jieba-wasm',
    configuration: 'cut and tokenize with the HMM switched on. Its offsets count code points, not UTF-16 units.',
    documentation: 'https://github.com/fengkx/jieba-wasm',
  },
  async load() {
    const jieba = await loadPeer<JiebaWasm>('jieba-wasm');
    return {
      cut: text => jieba.cut(text, true),
      cutWithOffsets: text => jieba.tokenize(text, 'default', true).length,
    };
  },
};

const intl: BenchSegmenter = {
  info: {
    name: 'intl',
    title: 'Intl.Segmenter',
    configuration: 'Part of Node and browsers; zh, granularity “word”.',
    documentation: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Intl/Segmenter',
  },
  async load() {
    const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
    return {
      cut(text) {
        const words: string[] = [];
        for (const { segment } of segmenter.segment(text)) words.push(segment);
        return words;
      },
      cutWithOffsets(text) {
        const words: { text: string; start: number; end: number }[] = [];
        for (const { segment, index } of segmenter.segment(text))
          words.push({ text: segment, start: index, end: index + segment.length });
        return words.length;
      },
    };
  },
};

interface Segmentit {
  readonly Segment: new () => unknown;
  useDefault(segment: unknown): { doSegment(text: string, options: object): string[] };
}

const segmentit: BenchSegmenter = {
  info: {
    name: 'segmentit',
    title: 'segmentit',
    package: 'segmentit',
    maxCharacters: 100_000,
    configuration: 'useDefault, simple output. It drops spaces, so its words are not compared where there are any.',
    documentation: 'https://github.com/linonetwo/segmentit',
  },
  async load() {
    const api = await loadPeer<Segmentit & { default?: Segmentit }>('segmentit');
    const { Segment, useDefault } = api.default ?? api;
    const segment = useDefault(new Segment());
    return { cut: text => segment.doSegment(text, { simple: true }) };
  },
};

/** In the order of the tables. */
export const peerSegmenters: readonly BenchSegmenter[] = [nodejieba, nodeRs, jiebaWasm, intl, segmentit];
