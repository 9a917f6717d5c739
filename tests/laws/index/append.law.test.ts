/** What `hansou build --append` writes, opened together with the files before it, is what a whole build writes. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { mergeFiles, openFile } from '../../../src/node/index.ts';
import { findSeries } from '../../../src/node/index-series.ts';
import { hansou } from '../../cli/streams.ts';

const top = mkdtempSync(join(tmpdir(), 'hansou-append-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
const folder = join(top, '文');
const queries = ['石桥村通车', '"开放三天"', '陈小满', '何田', '县图书馆有多少读者？'];

const sentence = fc.constantFrom(
  '石桥村新桥今天通车。',
  '村民陈小满在桥头卖鱼。',
  '县图书馆开放三天，读者两千人。',
  '# 桥的历史',
);
const lines = fc.array(sentence, { minLength: 1, maxLength: 5 }).map(list => list.join('\n'));
const page = lines.map(text => `云汀日报 2022年9月5日 第1版\n石桥村通车\n本报讯 ${text}\n（何田）\n`);
const file: fc.Arbitrary<readonly [name: string, content: string]> = fc.oneof(
  fc.tuple(fc.constantFrom('a.md', 'sub/b.md', 'c.txt'), lines),
  fc.tuple(fc.constantFrom('2022-09-05-A1.txt', '2022-09-05-A2.txt'), page),
  fc.tuple(fc.constantFrom('g', 'h'), fc.array(lines, { minLength: 1, maxLength: 3 })).map(([name, texts]) => {
    // Both files count from 1, so that ids meet.
    const records = texts.map((text, i) => JSON.stringify({ id: `${i + 1}`, text }));
    return [`${name}.jsonl`, records.join('\n')] as const;
  }),
);
const change = fc.record({ written: fc.array(file, { maxLength: 3 }), removed: fc.option(file.map(([name]) => name)) });

function write(files: readonly (readonly [name: string, content: string])[]): void {
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** All documents by id, and what queries find: ties in the order of ids, since documents stand in another order. */
function describeIndex(paths: readonly string[]) {
  const index = openFile(paths);
  try {
    index.verify();
    const { total, hits } = index.search({ not: { words: '无此词' } }, { limit: 1000, snippet: false });
    const found = queries.map(query => {
      const result = index.search(query, { limit: 1000, exactTotal: true, facets: { file: 20 } });
      const hits = result.hits.map(hit => ({ ...hit, score: Math.round(hit.score * 1e6) }));
      const facets = [...(result.facets?.['file'] ?? [])].sort((a, b) => (a.value < b.value ? -1 : 1));
      return { total: result.total, facets, hits: hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)) };
    });
    return { size: index.size, total, documents: hits.map(({ id }) => JSON.stringify(index.get(id))).sort(), found };
  } finally {
    index.close();
  }
}

it('gives the documents and answers of a whole build after any changes, and so does the merged file', {
  timeout: 240_000,
}, async () => {
  const counts = { appended: 0, removed: 0, unchanged: 0, sharedIds: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(file, { minLength: 1, maxLength: 6 }),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (files, changes, mergesBetween) => {
        rmSync(top, { recursive: true, force: true });
        mkdirSync(top);
        const site = join(top, 'site.hansou');
        write([
          ['always.md', '常在'],
          ...['g.jsonl', 'h.jsonl'].map(name => [name, JSON.stringify({ id: '1', text: `桥头的${name}` })] as const),
          ...files,
        ]);
        await hansou(['build', folder, '-o', site]);
        for (const { written, removed } of changes) {
          write(written);
          if (removed !== null) rmSync(join(folder, removed), { force: true });
          const { code, out, err } = await hansou(['build', folder, '--append', site, '--json']);
          expect([code, err]).toEqual([0, '']);
          const { appended, files } = JSON.parse(out);
          const hasSharedIds = ['g.jsonl', 'h.jsonl'].every(name => existsSync(join(folder, name)));
          counts.sharedIds += hasSharedIds && appended.isWritten ? 1 : 0;
          counts.appended += appended.isWritten ? 1 : 0;
          counts.removed += appended.removed;
          counts.unchanged += files.unchanged;
          await hansou(['build', folder, '-o', join(top, 'whole')]);
          const expected = describeIndex([join(top, 'whole')]);
          const series = findSeries(site).files;
          expect(describeIndex(series)).toEqual(expected);
          mergeFiles(series, { output: join(top, 'merged') });
          expect(describeIndex([join(top, 'merged')])).toEqual(expected);
          if (series.length > 2) {
            // The later files alone, joined: they still replace and remove what they did.
            mergeFiles(series.slice(1), { output: join(top, 'later') });
            expect(describeIndex([site, join(top, 'later')])).toEqual(expected);
          }
          if (mergesBetween) {
            mergeFiles(series, { output: site });
            for (const path of series.slice(1)) rmSync(path);
          }
        }
        expect(readdirSync(top).filter(name => name.includes('.temp-'))).toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
  expect(Math.min(counts.appended, counts.unchanged, counts.sharedIds)).toBeGreaterThan(20);
  expect(counts.removed).toBeGreaterThan(3);
});
