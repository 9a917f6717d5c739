import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJudgedSet } from '../../../bench/quality/judged-set.ts';
import { takeOut } from '../../../bench/quality/known-items.ts';
import { Skips } from '../../../bench/skips.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-set-'));
  writeFileSync(
    join(folder, 'docs.jsonl.gz'),
    gzipSync('{"id":"a","title":"t","text":"甲"}\n{"id":"b","title":"t","text":"乙"}\n'),
  );
  writeFileSync(
    join(folder, 'queries.jsonl'),
    ['{"id":"1","text":"问一"}', '{"id":2,"text":"问二"}', '{"id":"3","text":"问三"}', '{"id":"4"}', 'no'].join('\n'),
  );
  writeFileSync(
    join(folder, 'qrels.tsv'),
    ['1\tb\t2', '1\ta\t1', '2\tx\t1', '9\ta\t1', '3\ta\t0', '2\tb\tmany', ''].join('\n'),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a judged set', () => {
  it('keeps queries with a relevant document that is there, and names all others', async () => {
    const skips = new Skips();
    const set = await readJudgedSet({ folder }, skips);
    expect(set.documents.map(document => document.text)).toEqual(['甲', '乙']);
    expect(set.queries).toEqual([
      {
        text: '问一',
        relevance: new Map([
          [1, 2],
          [0, 1],
        ]),
      },
    ]);
    const notes = skips.takeNotes().join('\n');
    for (const reason of [
      'query without id or text',
      'query line that is no JSON',
      'judgement of a document that is not there, skipped: x',
      'judgement of a query that is not there, skipped: 9',
      'judgement that is no number',
      '2 × query without a relevant document',
    ])
      expect(notes).toContain(reason);
  });

  it('can be given as three files', async () => {
    const set = await readJudgedSet(
      {
        docs: join(folder, 'docs.jsonl.gz'),
        queries: join(folder, 'queries.jsonl'),
        qrels: join(folder, 'qrels.tsv'),
      },
      new Skips(),
    );
    expect(set.queries).toHaveLength(1);
  });

  it('says which file is missing', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    await expect(readJudgedSet({ folder: empty }, new Skips())).rejects.toThrow('docs.jsonl');
  });
});

describe('an article that is asked for by its own headline', () => {
  it('loses the title, or without one its first sentence', () => {
    expect(takeOut({ title: '监利市早稻全部插完', text: '正文。' })).toEqual({
      document: { title: '', text: '正文。' },
      query: '监利市早稻全部插完',
    });
    expect(takeOut({ title: '', text: '监利市早稻全部插完。正文。' })).toEqual({
      document: { title: '', text: '正文。' },
      query: '监利市早稻全部插完。',
    });
  });

  it('is not asked for when nothing would be left, or nothing can be asked', () => {
    expect(takeOut({ title: '', text: '只有这么一句话的文章。' }).query).toBeUndefined();
    expect(takeOut({ title: '', text: '短。后面还有。' }).query).toBeUndefined();
  });
});
