import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Segment } from '../../../src/index/segment/segment.ts';
import { text } from '../../../src/index.ts';
import { IndexBuilder, mergeFiles, openFile } from '../../../src/node/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-merge-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const checksumOf = (name: string) => Segment.fromBytes(readFileSync(at(name))).container.checksum;

/** Builds a file. @param earlier the files that it continues, and the ids that it replaces there */
async function build(name: string, ids: readonly string[], earlier?: { files: readonly string[]; ids: string[] }) {
  const builder = new IndexBuilder({ fields: { body: text() }, output: at(name) });
  for (const id of ids) await builder.add({ id, body: `${name}桥` });
  const { files = [], ids: replaced = [] } = earlier ?? {};
  await builder.finish(earlier && { earlier: { checksums: files.map(checksumOf), ids: replaced } });
}

function listDocuments(names: readonly string[]): unknown {
  const index = openFile(names.map(at));
  const { total, hits } = index.search('桥', { limit: 100 });
  const documents = hits.map(({ id }) => [id, index.get(id)?.['body']]).sort();
  const { size } = index;
  index.close();
  return { size, total, documents };
}

describe('mergeFiles', () => {
  it('of files that continue another keeps which one, also beside a file that continues none', async () => {
    await build('first', ['1', '2', '3', '4']);
    await build('second', ['2', '5'], { files: ['first'], ids: ['2'] });
    await build('third', ['3', '6'], { files: ['first', 'second'], ids: ['3'] });
    await build('other', ['4', '5']);
    await build('late', ['1'], { files: ['first'], ids: ['1'] });
    for (const [names, expected] of [
      [['second', 'third'], ['first']],
      [['second'], ['first']],
      [['second', 'other'], []],
      [['second', 'late'], []],
      [['second', 'third', 'other'], []],
    ] as const) {
      mergeFiles(names.map(at), { output: at('merged') });
      expect(listDocuments(['first', 'merged'])).toEqual(listDocuments(['first', ...names]));
      expect(Segment.fromBytes(readFileSync(at('merged'))).earlier?.checksums).toEqual(expected.map(checksumOf));
    }
  });
});
