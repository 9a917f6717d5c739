import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkDocument } from '../../../../src/index/segment/document-values.ts';
import { Segment } from '../../../../src/index/segment/segment.ts';
import { text } from '../../../../src/index.ts';
import { TaskWorker } from '../../../../src/node/build/build-task.ts';
import { learnSharedEncoding } from '../../../../src/node/build/shared-encoding.ts';
import { WorkQueue } from '../../../../src/node/build/work-stealing.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-task-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fields = { body: text() };
const setup = { fields, lexicon: undefined };
const document = (i: number, words: string) =>
  checkDocument(fields, { id: `d${i}`, body: `${words}${i}。`.repeat(50) });
const bridges = Array.from({ length: 50 }, (_, i) => document(i, '石桥村的新桥今天通车'));
const fishes = Array.from({ length: 50 }, (_, i) => document(i, '莲蓬与鱼塘清淤，何田第一个走过'));

type Encoding = ReturnType<typeof learnSharedEncoding>;
/** Writes the fish documents to segments. Returns the text store of each. */
const writeSegments = (path: string, hasSeparateTerms: boolean, encoding: Encoding, known?: Encoding) => {
  const worker = TaskWorker.create(setup);
  const queue = WorkQueue.create(fishes.map(() => 1)).state;
  worker.assign({ kind: 'documents', documents: fishes, queue, encoding: known });
  return worker
    .run({ kind: 'write-segments', pathPrefix: join(folder, path), hasSeparateTerms, encoding }, () => {})
    .map(file => Segment.fromBytes(new Uint8Array(readFileSync(file))).textFields[0]!.store);
};

it('a thread writes texts in the encoding that it was given, and learns one only if it was given none', () => {
  const code = learnSharedEncoding(fields, bridges);
  expect(code).not.toEqual(learnSharedEncoding(fields, fishes));
  const [given] = writeSegments('given', true, code);
  expect(given.store.codeBytes).toEqual(code);
  const [known] = writeSegments('known', true, code, code);
  for (let i = 0; i < fishes.length; i++) expect(known.record(i)).toEqual(given.record(i));
  const [learnt] = writeSegments('learnt', false, undefined);
  expect(learnt.store.codeBytes.length).toBeGreaterThan(0);
  expect(learnt.store.codeBytes).not.toEqual(code);
  expect(given.text(3)).toBe(learnt.text(3));
});

it('documents with too little text to learn from are written uncompressed', () => {
  const few = learnSharedEncoding(fields, bridges.slice(0, 1));
  expect(few).toBeUndefined();
  const [plain] = writeSegments('plain', true, few);
  expect(plain.store.codeBytes.length).toBe(0);
});

it('a thread that begins before the encoding is known writes the same bytes, without the documents stolen by others', () => {
  const encoding = learnSharedEncoding(fields, bridges);
  const [whole] = writeSegments('whole', true, encoding);
  const worker = TaskWorker.create(setup);
  const share = WorkQueue.create(fishes.map(() => 1 << 17));
  share.steal();
  worker.assign({ kind: 'documents', documents: fishes, queue: share.state, encoding: undefined });
  let done = 0;
  worker.addAssigned(count => {
    done = count;
  });
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(fishes.length);
  const [file] = worker.run(
    { kind: 'write-segments', pathPrefix: join(folder, 'begun'), hasSeparateTerms: true, encoding },
    () => {},
  );
  const begun = Segment.fromBytes(new Uint8Array(readFileSync(file))).textFields[0]!.store;
  expect(begun.documentCount).toBe(done);
  for (let i = 0; i < done; i++) expect(begun.record(i)).toEqual(whole.record(i));
});
