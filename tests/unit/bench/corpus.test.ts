import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentsOf, givenCorpus } from '../../../bench/corpus/corpus.ts';
import { generateDocuments } from '../../../bench/corpus/generate.ts';
import { linesOf } from '../../../bench/corpus/lines.ts';
import { mixDocuments } from '../../../bench/corpus/mix.ts';
import { readCorpus } from '../../../bench/corpus/read.ts';
import { sentencesOf } from '../../../bench/corpus/sentences.ts';
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

describe('lines', () => {
  it('end at line feeds only, with or without a carriage return, and lose a byte order mark', async () => {
    const path = written('lines.txt', '\ufeff一\r\n二\u2028二\n三');
    expect(await all(linesOf(path))).toEqual(['一', '二\u2028二', '三']);
  });

  it('are read out of gzip, also when a character lies across two chunks', async () => {
    const long = '长江'.repeat(100_000);
    expect(await all(linesOf(written('long.txt.gz', gzipSync(`a${long}\nb`))))).toEqual([`a${long}`, 'b']);
  });

  it('end with an error for a file that is no gzip', async () => {
    await expect(all(linesOf(written('no.gz', 'not gzip')))).rejects.toThrow();
  });
});

describe('a corpus', () => {
  it('names and counts the lines that it skips, and keeps the rest', async () => {
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
      '1 × line that is no JSON, skipped: line 2 of c.jsonl',
      '1 × line that is no JSON object, skipped: line 3 of c.jsonl',
      '1 × document without text, skipped: line 4 of c.jsonl',
      '1 × document without a title, kept: line 6 of c.jsonl',
      '1 × document without a date, kept: line 6 of c.jsonl',
    ]);
  });

  it('is a folder of texts too, of which those that are no UTF-8 are named', async () => {
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

  it('is cut to the number of documents asked for, and counted', async () => {
    const path = written('n.jsonl.gz', gzipSync('{"text":"一二"}\n{"text":"三"}\n{"text":"四"}\n'));
    const corpus = await givenCorpus(path, 2, { directory: join(folder, 'out'), skips: new Skips() });
    expect(corpus).toMatchObject({ name: 'n', count: 2, characters: 3, bytes: 9 });
    expect(await documentsOf(corpus)).toEqual([
      { title: '', text: '一二' },
      { title: '', text: '三' },
    ]);
  });

  it('says when there is none', async () => {
    const place = { directory: folder, skips: new Skips() };
    await expect(givenCorpus(join(folder, 'nowhere'), 1, place)).rejects.toThrow('there is no corpus at');
    await expect(givenCorpus(written('empty.jsonl', '{"text":""}\n'), 1, place)).rejects.toThrow(
      'there is no document',
    );
  });
});

describe('sentences', () => {
  it('joined are the text', () => {
    for (const text of ['他说：“好。”然后走了！\n没有句号', '。。', '', '一。二？三！”四'])
      expect(sentencesOf(text).join('')).toBe(text);
    expect(sentencesOf('一。二？“三！”四')).toEqual(['一。', '二？', '“三！”', '四']);
  });
});

describe('made-up documents', () => {
  const words = [
    { word: '的', weight: 1000 },
    { word: '监利', weight: 10 },
    { word: '早稻', weight: 5 },
  ];
  const sources = [
    { title: '甲', text: '早稻熟了。农民收割。' },
    { title: '乙', text: '学校开学。学生到校。老师上课。' },
  ];

  it('are the same for the same seed', () => {
    expect(take(generateDocuments(words, ['写好的句子。'], 1), 3)).toEqual(
      take(generateDocuments(words, ['写好的句子。'], 1), 3),
    );
    expect(take(mixDocuments(sources, 1), 5)).toEqual(take(mixDocuments(sources, 1), 5));
    expect(take(mixDocuments(sources, 1), 5)).not.toEqual(take(mixDocuments(sources, 2), 5));
  });

  it('hold frequent words more often than rare ones', () => {
    const text = take(generateDocuments(words, [], 1), 20)
      .map(document => document.text)
      .join('');
    expect(text.split('的').length).toBeGreaterThan(text.split('早稻').length);
    expect(text).toContain('监利');
  });

  it('are mixed of real sentences only', () => {
    const sentences = new Set(sources.flatMap(({ text }) => sentencesOf(text)));
    for (const { text } of take(mixDocuments(sources, 3), 20))
      for (const sentence of sentencesOf(text)) expect(sentences).toContain(sentence);
  });

  it('end also when a source has no sentence', () => {
    expect(take(mixDocuments([{ title: '', text: '' }], 1), 2)).toHaveLength(2);
  });
});
