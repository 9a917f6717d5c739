import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { checkDocument } from '../../../src/index/segment/document-values.ts';
import { Segment } from '../../../src/index/segment/segment.ts';
import { createIndex, keyword, Lexicon, openIndex, repairText, text } from '../../../src/index.ts';
import { countTextUnits, learnSharedEncoding } from '../../../src/node/build/shared-encoding.ts';
import { type BuildProgress, IndexBuilder, openFile } from '../../../src/node/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fields = { title: text({ weight: 3 }), body: text(), author: keyword() };
const lexicon = Lexicon.fromEntries([
  { word: '石桥村', tag: 'ns' },
  { word: '新桥' },
  { word: '通车' },
  { word: '莲蓬' },
]);

/** Documents with 6 M characters in all, enough for several chunks of work stealing. */
function* documents(count = 60) {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647);
  for (let i = 0; i < count; i++) {
    const words = ['石桥村', '新桥', '通车', '莲蓬', '鱼塘清淤', '第一个走过', '，', '。', `${i}号`];
    const body = Array.from({ length: 1000 }, () => words[random() % words.length]).join('');
    yield {
      id: `d${i}`,
      title: `第${i}座桥`,
      body: i % 3 ? body.repeat(40) : repairText(`${body}\n新\n桥`.repeat(40)),
      author: ['何田', `作者${i % 7}`],
    };
  }
}

async function buildFile(name: string, threads: number, count?: number): Promise<Uint8Array> {
  const output = join(folder, name);
  const builder = new IndexBuilder({ fields, lexicon, output, threads });
  for (const document of documents(count)) await builder.add(document);
  const result = await builder.finish();
  const bytes = readFileSync(output);
  expect(result).toMatchObject({ documents: count ?? 60, bytes: bytes.length });
  return bytes;
}

describe('IndexBuilder', () => {
  it('gives the same bytes on one thread and on two, and the search results of an index filled in memory', async () => {
    const one = await buildFile('one.hansou', 1);
    const two = await buildFile('two.hansou', 2);
    expect(Buffer.compare(one, two)).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['one.hansou', 'two.hansou']);
    const index = openIndex(one);
    index.verify();
    const added = createIndex({ fields, lexicon });
    added.addAll(documents());
    for (const query of ['石桥村 莲蓬', '"新桥"', 'author:作者3', 'title:第11座桥', '59号']) {
      const found = index.search(query, { limit: 20 });
      expect(found.total).toBeGreaterThan(0);
      expect(found).toEqual(added.search(query, { limit: 20 }));
    }
    const file = openFile(join(folder, 'two.hansou'), { cacheBytes: 1 << 16 });
    expect(file.search('石桥村 莲蓬')).toEqual(index.search('石桥村 莲蓬'));
    expect(file.get('d7')).toEqual(index.get('d7'));
    file.close();
    expect(() => [...Array(60).keys()].map(i => file.get(`d${i}`))).toThrow(expect.objectContaining({ code: 'IO' }));
  });

  it('gives the same bytes on one thread and on three in several batches, encoded as learned from the first', async () => {
    // Blanks make texts long without making the build slow.
    const long = (i: number) => ({
      id: `d${i}`,
      title: `第${i}座桥`,
      body: `石桥村的第${i}座新桥通车${' '.repeat(4_200_000)}`,
    });
    const all = [...documents(4), ...Array.from({ length: 4 }, (_, i) => long(100 + i)), ...[...documents(6)].slice(4)];
    const files = [];
    for (const threads of [1, 3]) {
      const output = join(folder, `batches-${threads}.hansou`);
      const builder = new IndexBuilder({ fields, lexicon, output, threads });
      for (const document of all) await builder.add(document);
      await builder.finish();
      files.push(readFileSync(output));
    }
    expect(Buffer.compare(files[0], files[1])).toBe(0);
    const index = openIndex(files[0]);
    index.verify();
    for (const { id, title } of all) expect(index.get(id)).toMatchObject({ title });
    expect(index.search('石桥村').total).toBe(all.length);
    expect(index.search('title:第103座桥').hits[0].id).toBe('d103');
    const { documents: store } = Segment.fromBytes(new Uint8Array(files[0]));
    let units = 0;
    const first = all
      .map(document => checkDocument(fields, document))
      .filter(document => {
        units += countTextUnits(fields, document);
        return units <= 1 << 24;
      });
    expect(first.length).toBeLessThan(all.length);
    expect(store.codeBytes).toEqual(learnSharedEncoding(fields, first));
    expect(store.learntUnits).toBe(store.totalUnits);
  }, 180_000);

  it('gives the same bytes on one thread and on two when the last documents have no text', async () => {
    const long = { title: '桥', body: `石桥村的新桥通车${' '.repeat(2_100_000)}` };
    const files = [];
    for (const threads of [1, 2]) {
      const output = join(folder, `empty-${threads}.hansou`);
      const builder = new IndexBuilder({ fields, lexicon, output, threads });
      for (let i = 0; i < 3; i++) await builder.add({ id: `long ${i}`, ...long });
      for (let i = 0; i < 5; i++) await builder.add({ id: `empty ${i}`, author: '何田' });
      await builder.finish();
      files.push(readFileSync(output));
    }
    expect(Buffer.compare(files[0], files[1])).toBe(0);
    expect(openIndex(files[1]).search('author:何田').total).toBe(5);
  });

  it('builds an empty index from no documents', async () => {
    const index = openIndex(await buildFile('none.hansou', 2, 0));
    expect(index.size).toBe(0);
    expect(index.search('石桥').total).toBe(0);
  });

  it('rejects a wrong document and accepts others after it', async () => {
    const builder = new IndexBuilder({ fields, output: join(folder, 'some.hansou'), threads: 1 });
    await builder.add({ id: 'a', body: '石桥' });
    await expect(builder.add({ id: 'a' })).rejects.toMatchObject({ code: 'DUPLICATE_ID' });
    await expect(builder.add({ id: '' })).rejects.toMatchObject({ code: 'EMPTY_ID' });
    await expect(builder.add({ id: 'b', other: 1 } as never)).rejects.toMatchObject({ code: 'UNKNOWN_FIELD' });
    await builder.add({ id: 'b', body: '新桥' });
    expect(await builder.finish()).toMatchObject({ documents: 2 });
    await expect(builder.add({ id: 'c' })).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
  });

  it('reports its progress with an estimate of the seconds left', async () => {
    const reports: BuildProgress[] = [];
    const builder = new IndexBuilder({
      fields,
      output: join(folder, 'progress.hansou'),
      threads: 1,
      expectedDocuments: 60,
      onProgress: progress => reports.push(progress),
    });
    for (const document of documents()) await builder.add(document);
    await builder.finish();
    expect(reports.length).toBeGreaterThan(1);
    expect(reports[0].secondsLeft).toBeUndefined();
    const left = reports.map(({ secondsLeft }) => secondsLeft ?? 0);
    expect(Math.max(...left)).toBeGreaterThan(0);
    expect(reports.at(-1)!.phase).toBe('merging');
    for (let i = 1; i < reports.length; i++) {
      expect(reports[i].documents).toBeGreaterThanOrEqual(reports[i - 1].documents);
      expect(reports[i].seconds).toBeGreaterThan(reports[i - 1].seconds);
      expect(reports[i].bytes).toBeGreaterThanOrEqual(reports[i - 1].bytes);
    }
  });

  it.each([
    1, 2,
  ])('stops when its signal aborts between documents, and leaves the old file in place (%i threads)', async threads => {
    const output = join(folder, `aborted-${threads}.hansou`);
    writeFileSync(output, 'what was there');
    const controller = new AbortController();
    const builder = new IndexBuilder({ fields, lexicon, output, threads, signal: controller.signal });
    const adding = (async () => {
      for (const document of documents()) {
        await builder.add(document);
        if (builder.size === 50) controller.abort(new Error('enough'));
      }
    })();
    await expect(adding).rejects.toThrow('enough');
    await expect(builder.finish()).rejects.toThrow('enough');
    expect(readFileSync(output, 'utf8')).toBe('what was there');
    expect(readdirSync(folder).filter(name => name.includes(`aborted-${threads}`))).toEqual([
      `aborted-${threads}.hansou`,
    ]);
  });

  it.each([
    [1, 'adding'],
    [2, 'adding'],
    [1, 'merging'],
    [2, 'merging'],
  ] as const)('stops when its signal aborts while it works (%i threads, %s)', async (threads, phase) => {
    const output = join(folder, `stopped-${threads}-${phase}.hansou`);
    const controller = new AbortController();
    const builder = new IndexBuilder({
      fields,
      lexicon,
      output,
      threads,
      signal: controller.signal,
      expectedDocuments: 60,
      onProgress: progress => {
        if (progress.phase === phase && (phase === 'merging' || progress.secondsLeft))
          controller.abort(new Error('enough'));
      },
    });
    for (const document of documents()) await builder.add(document);
    await expect(builder.finish()).rejects.toThrow('enough');
    expect(readdirSync(folder).filter(name => name.includes('stopped'))).toEqual([]);
  });

  it('throws IO when the folder of the output does not exist', () => {
    expect(() => new IndexBuilder({ fields, output: join(folder, 'no/such/folder.hansou') })).toThrow(
      expect.objectContaining({ code: 'IO' }),
    );
  });

  it('leaves the old file or the whole new one when the process is killed at any moment', async () => {
    const output = join(folder, 'killed.hansou');
    const script = join(folder, 'build.mjs');
    const part = (name: string) => JSON.stringify(pathToFileURL(join(inject('program'), name)).href);
    writeFileSync(
      script,
      `import { IndexBuilder } from ${part('node.js')};
       import { text } from ${part('index.js')};
       for (let round = 0; ; round++) {
         const builder = new IndexBuilder({ fields: { body: text() }, output: ${JSON.stringify(output)}, threads: 1 });
         for (let i = 0; i < 400; i++) await builder.add({ id: String(i), body: '石桥村的新桥今天通车' + round + '。'.repeat(i) });
         await builder.finish();
         process.stdout.write('.');
       }`,
    );
    for (let i = 0; i < 4; i++) {
      const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
      await firstOutput(child);
      await new Promise(resolve => setTimeout(resolve, (i * 7919) % 200));
      child.kill('SIGKILL');
      await new Promise(resolve => child.once('exit', resolve));
      const index = openIndex(readFileSync(output));
      index.verify();
      expect(index.size).toBe(400);
    }
    const builder = new IndexBuilder({ fields, output, threads: 1 });
    await builder.finish();
    expect(readdirSync(folder).filter(name => name.includes('killed'))).toEqual(['killed.hansou']);
  });
});

function firstOutput(child: ChildProcess): Promise<unknown> {
  return new Promise(resolve => child.stdout!.once('data', resolve));
}
