import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCorpus, readCorpusDocuments } from '../../../bench/corpus/corpus.ts';
import { generateDocuments } from '../../../bench/corpus/generate.ts';
import { readLines } from '../../../bench/corpus/lines.ts';
import { mixDocuments } from '../../../bench/corpus/mix.ts';
import { readCorpus } from '../../../bench/corpus/read.ts';
import { splitSentences } from '../../../bench/corpus/sentences.ts';
import { Skips } from '../../../bench/skips.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-corpus-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

async function all<T>(generator: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of generator) list.push(one);
  return list;
}

const take = <T>(generator: Iterable<T>, count: number): T[] => {
  const list: T[] = [];
  for (const one of generator) {
    list.push(one);
    if (list.length === count) break;
  }
  return list;
};

describe('readLines', () => {
  it('ends lines at line feeds only, with or without a carriage return, and drops a byte order mark', async () => {
    const path = written('lines.txt', '\ufeff一\r\n二\u2028二\n三');
    expect(await all(readLines(path))).toEqual(['一', '二\u2028二', '三']);
  });

  it('reads gzip, also when a character is split between two chunks', async () => {
    const long = '长江'.repeat(100_000);
    expect(await all(readLines(written('long.txt.gz', gzipSync(`a${long}\nb`))))).toEqual([`a${long}`, 'b']);
  });

  it('rejects a .gz file that is not gzip', async () => {
    await expect(all(readLines(written('no.gz', 'not gzip')))).rejects.toThrow();
  });
});

describe('readCorpus and importCorpus', () => {
  it('records and counts the lines that are skipped and reads the rest', async () => {
    const skips = new Skips();
    const path = written(
      'c.jsonl',
      [
        '{"id":"a","title":"题","date":"2022","text":"文"}',
        'no json',
        '[1]',
        '{"id":"b"}',
        '',
        '{"body":"文二","date":""}',
      ].join('\n'),
    );
    expect(await all(readCorpus(path, skips))).toEqual([
      { id: 'a', title: '题', text: '文' },
      { id: '6', title: '', text: '文二' },
    ]);
    expect(skips.takeNotes()).toEqual([
      '1 × line is not JSON, skipped: line 2 of c.jsonl',
      '1 × line is not a JSON object, skipped: line 3 of c.jsonl',
      '1 × document without text, skipped: line 4 of c.jsonl',
      '1 × document without a title, kept: line 6 of c.jsonl',
      '1 × document without a date, kept: line 6 of c.jsonl',
    ]);
  });

  it('reads a folder of texts and records those that are not UTF-8', async () => {
    const place = join(folder, 'texts');
    mkdirSync(join(place, 'deeper'), { recursive: true });
    writeFileSync(join(place, 'b.txt'), '乙');
    writeFileSync(join(place, 'deeper', 'a.txt'), '甲');
    writeFileSync(join(place, 'bad.txt'), Uint8Array.of(0xff, 0xfe, 0x41));
    writeFileSync(join(place, 'other.md'), 'no');
    const skips = new Skips();
    const read = await all(readCorpus(place, skips));
    expect(read.map(({ id, text }) => [id, text])).toEqual([
      ['b.txt', '乙'],
      [join('deeper', 'a.txt'), '甲'],
    ]);
    const notes = skips.takeNotes();
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('bad.txt');
    expect(skips.takeNotes()).toEqual([]);
  });

  it('imports no more documents than asked for and counts them', async () => {
    const path = written('n.jsonl.gz', gzipSync('{"text":"一二"}\n{"text":"三"}\n{"text":"四"}\n'));
    const corpus = await importCorpus(path, 2, { directory: join(folder, 'out'), skips: new Skips() });
    expect(corpus).toMatchObject({ name: 'n', count: 2, characters: 3, bytes: 9 });
    expect(await readCorpusDocuments(corpus)).toEqual([
      { title: '', text: '一二' },
      { title: '', text: '三' },
    ]);
  });

  it('reject a path without documents', async () => {
    const place = { directory: folder, skips: new Skips() };
    await expect(importCorpus(join(folder, 'nowhere'), 1, place)).rejects.toThrow('there is no corpus at');
    await expect(importCorpus(written('empty.jsonl', '{"text":""}\n'), 1, place)).rejects.toThrow(
      'there is no document',
    );
  });
});

describe('splitSentences', () => {
  it('splits a text into sentences that joined are the text', () => {
    for (const text of ['他说：“好。”然后走了！\n没有句号', '。。', '', '一。二？三！”四'])
      expect(splitSentences(text).join('')).toBe(text);
    expect(splitSentences('一。二？“三！”四')).toEqual(['一。', '二？', '“三！”', '四']);
  });
});

describe('generateDocuments and mixDocuments', () => {
  const words = [
    { word: '的', weight: 1000 },
    { word: '监利', weight: 10 },
    { word: '早稻', weight: 5 },
  ];
  const sources = [
    { title: '甲', text: '早稻熟了。农民收割。' },
    { title: '乙', text: '学校开学。学生到校。老师上课。' },
  ];

  it('give the same documents for the same seed', () => {
    expect(take(generateDocuments(words, ['写好的句子。'], 1), 3)).toEqual(
      take(generateDocuments(words, ['写好的句子。'], 1), 3),
    );
    expect(take(mixDocuments(sources, 1), 5)).toEqual(take(mixDocuments(sources, 1), 5));
    expect(take(mixDocuments(sources, 1), 5)).not.toEqual(take(mixDocuments(sources, 2), 5));
  });

  it('generateDocuments uses frequent words more often than rare ones', () => {
    const text = take(generateDocuments(words, [], 1), 20)
      .map(document => document.text)
      .join('');
    expect(text.split('的').length).toBeGreaterThan(text.split('早稻').length);
    expect(text).toContain('监利');
  });

  it('mixDocuments uses only sentences of the real documents', () => {
    const sentences = new Set(sources.flatMap(({ text }) => splitSentences(text)));
    for (const { text } of take(mixDocuments(sources, 3), 20))
      for (const sentence of splitSentences(text)) expect(sentences).toContain(sentence);
  });

  it('mixDocuments finishes a document when the real ones have no sentence', () => {
    expect(take(mixDocuments([{ title: '', text: '' }], 1), 2)).toHaveLength(2);
  });
});
