import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Analyzer } from '../../../../src/analysis/analyzer.ts';
import { ChunkedBuffer } from '../../../../src/bytes/byte-sink.ts';
import { checkDocument } from '../../../../src/index/segment/document-values.ts';
import { keyword, text } from '../../../../src/index.ts';
import { type EncodeTermsTask, TaskWorker } from '../../../../src/node/build/build-task.ts';
import { BuildThreadPool } from '../../../../src/node/build/build-threads.ts';
import { OpenTempSegments } from '../../../../src/node/build/open-temp-segments.ts';
import { WorkQueue } from '../../../../src/node/build/work-stealing.ts';
import { writeTermDictionaries } from '../../../../src/node/build/write-term-dictionaries.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-lay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fields = { title: text(), place: keyword(), body: text() };
const setup = { fields, lexicon: undefined };
const worker = new TaskWorker(fields, new Analyzer());

/** Two segments of these documents, the second one from `from` on. */
function frozen(from: number): string[] {
  const documents = Array.from({ length: 90 }, (_, i) =>
    checkDocument(fields, {
      id: `${i}`,
      title: `第${i}期`,
      place: '何田',
      body: '莲蓬与鱼塘，石桥村的新桥今天通车'.slice(i % 7),
    }),
  );
  return [documents.slice(0, from), documents.slice(from)].flatMap((some, i) => {
    const share = WorkQueue.create(some.map(() => 1)).state;
    worker.assign({ kind: 'documents', documents: some, queue: share, encodings: [] });
    return worker.run(
      { kind: 'freeze', pathPrefix: join(folder, `${from}-${i}`), encodings: [undefined, undefined, undefined] },
      () => {},
    );
  });
}

async function laid(files: string[], threads: BuildThreadPool) {
  const parts = new OpenTempSegments(files);
  try {
    const dictionaries = await writeTermDictionaries(files, parts.sources, threads, folder, () => {});
    return dictionaries.map(part => {
      if (!part) return undefined;
      const terms = new ChunkedBuffer();
      part.dictionary.terms.writeTo(terms);
      return { terms: terms.finish(), index: part.dictionary.termIndex, postings: readFileSync(part.postingsPath) };
    });
  } finally {
    parts.close();
  }
}

it('a dictionary is the same on one thread and on two, and wherever a segment ends', async () => {
  const one = await laid(frozen(30), new BuildThreadPool(setup, worker, 1));
  expect(one[0]!.terms.length).toBeGreaterThan(0);
  expect(one[1]).toBeUndefined();
  expect(await laid(frozen(71), new BuildThreadPool(setup, worker, 1))).toEqual(one);
  const two = new BuildThreadPool(setup, worker, 2);
  expect(await laid(frozen(30), two)).toEqual(one);
  await two.close();
});

it('a thread that ends before the ranges that it took are there ends the build, which does not wait for them', async () => {
  class Dying extends BuildThreadPool {
    override async runOnOthers(tasks: readonly EncodeTermsTask[]): Promise<string[][]> {
      Atomics.add(tasks[0].nextRange, 0, 3);
      await new Promise(resolve => setTimeout(resolve, 20));
      throw new Error('out of memory');
    }
  }
  await expect(laid(frozen(30), new Dying(setup, worker, 2))).rejects.toThrow('out of memory');
});
