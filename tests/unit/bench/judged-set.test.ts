import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Skips } from '../../../bench/skips.ts';
import { readJudgedSet } from '../../../bench/studies/quality/judged-set.ts';
import { takeHeadline } from '../../../bench/studies/quality/known-items.ts';

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

describe('readJudgedSet', () => {
  it('keeps queries with a relevant document and records all others as skipped', async () => {
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
      'query line is not JSON',
      'judgement of a missing document, skipped: x',
      'judgement of a missing query, skipped: 9',
      'judgement is not a number',
      '2 × query without a relevant document',
    ])
      expect(notes).toContain(reason);
  });

  it('reads a set from three files', async () => {
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

  it('names the file that is missing', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    await expect(readJudgedSet({ folder: empty }, new Skips())).rejects.toThrow('docs.jsonl');
  });
});

describe('takeHeadline', () => {
  it('removes the title, or the first sentence when there is no title', () => {
    expect(takeHeadline({ title: '监利市早稻全部插完', text: '正文。' })).toEqual({
      document: { title: '', text: '正文。' },
      query: '监利市早稻全部插完',
    });
    expect(takeHeadline({ title: '', text: '监利市早稻全部插完。正文。' })).toEqual({
      document: { title: '', text: '正文。' },
      query: '监利市早稻全部插完。',
    });
  });

  it('makes no query when no text would remain or the sentence is too short', () => {
    expect(takeHeadline({ title: '', text: '只有这么一句话的文章。' }).query).toBeUndefined();
    expect(takeHeadline({ title: '', text: '短。后面还有。' }).query).toBeUndefined();
  });
});
