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

/** Writes the documents to two segments, of which the second begins with document `from`. Returns their paths. */
function writeTwoSegments(from: number): string[] {
  const documents = Array.from({ length: 90 }, (_, i) =>
    checkDocument(fields, {
      id: `${i}`,
      title: `第${i}期`,
      place: '何田',
      body: '莲蓬与鱼塘，石桥村的新桥今天通车'.slice(i % 7),
    }),
  );
  return [documents.slice(0, from), documents.slice(from)].flatMap((some, i) => {
    const queue = WorkQueue.create(some.map(() => 1)).state;
    worker.assign({ kind: 'documents', documents: some, queue, encoding: undefined });
    return worker.run(
      {
        kind: 'write-segments',
        pathPrefix: join(folder, `${from}-${i}`),
        hasSeparateTerms: true,
        encoding: undefined,
      },
      () => {},
    );
  });
}

/** The bytes of the dictionary of each field. */
async function dictionariesOf(paths: string[], threads: BuildThreadPool) {
  const segments = new OpenTempSegments(paths);
  try {
    const { fields } = await writeTermDictionaries(paths, segments.sources, threads, folder, () => {});
    return fields.map(field => {
      if (!field) return undefined;
      const { dictionary, postingsPath } = field;
      const terms = new ChunkedBuffer();
      dictionary.terms.writeTo(terms);
      return { terms: terms.finish(), index: dictionary.termIndex, postings: readFileSync(postingsPath) };
    });
  } finally {
    segments.close();
  }
}

it('a term dictionary has the same bytes on one thread and on two, and wherever a segment ends', async () => {
  const one = await dictionariesOf(writeTwoSegments(30), new BuildThreadPool(setup, worker, 1));
  expect(one[0]!.terms.length).toBeGreaterThan(0);
  expect(one[1]).toBeUndefined();
  expect(await dictionariesOf(writeTwoSegments(71), new BuildThreadPool(setup, worker, 1))).toEqual(one);
  const two = new BuildThreadPool(setup, worker, 2);
  expect(await dictionariesOf(writeTwoSegments(30), two)).toEqual(one);
  await two.close();
});

it('a thread that dies before it has encoded its ranges ends the build, which does not wait for them', async () => {
  class Dying extends BuildThreadPool {
    override async runOnOthers(tasks: readonly EncodeTermsTask[]): Promise<string[][]> {
      Atomics.add(tasks[0].nextRange, 0, 3);
      await new Promise(resolve => setTimeout(resolve, 20));
      throw new Error('out of memory');
    }
  }
  await expect(dictionariesOf(writeTwoSegments(30), new Dying(setup, worker, 2))).rejects.toThrow('out of memory');
});
