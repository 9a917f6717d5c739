/** Indexes of several kinds to be damaged, and the calls that are made on them. */

import { Analyzer } from '../../../src/analysis/analyzer.ts';
import type { ByteSource } from '../../../src/bytes/byte-source.ts';
import { LiveIndex } from '../../../src/index/live/live-index.ts';
import type { Schema } from '../../../src/index/schema.ts';
import { createIndex, openIndex, SearchIndex } from '../../../src/search-index.ts';
import { OffsetMap } from '../../../src/text/offset-map.ts';
import { RepairedText } from '../../../src/text/repaired-text.ts';
import { tinySegmenter } from '../../unit/index/tiny-segmenter.ts';
import { createDraw, type Draw } from './mutations.ts';

const words = ['监利', '监利市', '利市', '村民', '民委', '委员会', 'a1', '的'];
const pieces = [...words, '市', '长', '人', '，', '。', ' ', '𠮷', 'b', '2022', '\ud800'];
const segmenter = tinySegmenter(words, ['监利']);

const text = { type: 'text', weight: 1, repair: false } as const;

/** The fields and the size of an index. */
export interface IndexKind {
  readonly fields: Schema;
  readonly documents: number;
  /** Maximum number of words and characters in a text. */
  readonly maxParts: number;
  /** Removes every n-th document again, so that the index is merged. */
  readonly removeEvery?: number;
}

export const indexKinds: Readonly<Record<string, IndexKind>> = {
  'all sorts of fields': {
    fields: {
      title: { ...text, weight: 3 },
      body: text,
      author: { type: 'keyword' },
      date: { type: 'date' },
      page: { type: 'number' },
      extra: { type: 'stored' },
    },
    documents: 260,
    maxParts: 50,
    removeEvery: 7,
  },
  'one text field': { fields: { body: text }, documents: 300, maxParts: 60 },
  'columns only': {
    fields: {
      author: { type: 'keyword' },
      date: { type: 'date' },
      page: { type: 'number' },
      extra: { type: 'stored' },
    },
    documents: 90,
    maxParts: 0,
  },
  'few documents': {
    fields: { title: text, body: text, extra: { type: 'stored' }, author: { type: 'keyword' } },
    documents: 5,
    maxParts: 12,
    removeEvery: 3,
  },
};

export function buildIndexBytes({ fields, documents, maxParts, removeEvery }: IndexKind, seed: number): Uint8Array {
  const draw = createDraw(seed);
  const textOf = (limit: number) => Array.from({ length: draw(limit + 1) }, () => pieces[draw(pieces.length)]).join('');
  const index = createIndex({ fields, segmenter });
  const valueFor = (type: string, name: string, i: number): unknown => {
    switch (type) {
      case 'text': {
        const value = textOf(name === 'title' ? 8 : maxParts);
        return i % 9 === 0 && value.length > 4 ? createRepaired(value, draw) : value;
      }
      case 'keyword':
        return i % 3 === 0 ? ['韩旭', `${i % 11}`] : i % 8 === 0 ? undefined : `${i % 7}`;
      case 'date':
        return i % 5 === 0 ? '' : `20${10 + (i % 13)}-0${1 + (i % 9)}`;
      case 'number':
        return i % 4 === 0 ? i / 8 : i;
      default:
        return { i, of: [documents, textOf(6)] };
    }
  };
  for (let i = 0; i < documents; i++)
    index.add({
      id: `号${i * 7}`,
      ...Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, valueFor(type, name, i)])),
    });
  if (removeEvery) for (let i = 0; i < documents; i += removeEvery) index.remove(`号${i * 7}`);
  return index.toBytes();
}

/** A text whose source has more units. */
function createRepaired(value: string, draw: Draw): RepairedText {
  const cut = 1 + draw(value.length - 2);
  const map = new OffsetMap(Uint32Array.of(0, cut), Uint32Array.of(2, cut + 3), value.length);
  return new RepairedText(value, `··${value.slice(0, cut)}\n${value.slice(cut)}`, map);
}

export function open(bytes: Uint8Array): SearchIndex {
  return openIndex(bytes, { segmenter });
}

/** Opens by ranges, as from a file. Each window has only the requested bytes, all of which must be inside the file. */
export function openRanged(bytes: Uint8Array): SearchIndex {
  const source: ByteSource = {
    size: bytes.length,
    window(start, end) {
      if (!(start >= 0 && start <= end && end <= bytes.length))
        throw new Error(`asked for ${start} to ${end} of ${bytes.length}`);
      const window = bytes.slice(start, end);
      return { bytes: window, data: new DataView(window.buffer), origin: start };
    },
  };
  return SearchIndex.create(LiveIndex.open(source, new Analyzer(segmenter)), undefined);
}

/** The calls that read an index; each may fail. */
export function listQueries(index: SearchIndex): (() => void)[] {
  const has = (name: string) => index.fields[name] !== undefined;
  const filter = {
    ...(has('author') && { author: '韩旭' }),
    ...(has('date') && { date: { from: '2012' } }),
  };
  const facets = has('author') ? { author: 5 } : undefined;
  return [
    () => index.search('监利市村民'),
    () => index.search('“利市的” a1 -长', { exactTotal: true }),
    () => index.search('b2022 𠮷人', { facets, match: 'any' } as never),
    () => index.search('监利', { filter, facets } as never),
    () => has('page') && index.search('的', { sort: { field: 'page', order: 'asc' } } as never),
    () => has('date') && index.search('的', { sort: { field: 'date' }, limit: 40, returnFields: false } as never),
    () => index.search('村敏委', { snippet: { fields: [] } }),
    () => index.suggest('监'),
    () => index.suggest('jl'),
    () => index.explain('监利市', '号70'),
    () => index.describe(),
    () => index.get('号14'),
    () => index.get('号1799'),
    () => index.has('no such one'),
  ];
}

/** The calls that change or write an index; each may fail. */
export function listChanges(index: SearchIndex): (() => void)[] {
  return [
    () => index.remove('号21'),
    () => index.add({ id: 'new' }),
    () => index.search('监利'),
    () => index.compact(),
    () => index.toBytes(),
  ];
}
