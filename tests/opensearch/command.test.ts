import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { openFile } from '../../src/node/index.ts';
import { hansou } from '../cli/streams.ts';
import { missingCluster, needsCluster } from './open-cluster.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-cluster-'));
const file = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(missingCluster !== '')(`hansou cluster${needsCluster}`, () => {
  const { address } = inject('cluster');
  const place = ['--to', address, '--index', 'command', '--replicas', '0', '--json'];
  const runJson = async (...args: string[]) => {
    const { out, code, err } = await hansou(['cluster', ...args, ...place]);
    return { ...JSON.parse(out || '{}'), code, err };
  };

  it('pushes files, sends nothing twice, pulls the same index and verifies it', async () => {
    const lines = [
      { id: '1', title: '新桥', text: '石桥村的新桥今天通车。', date: '2022-09-05' },
      { id: '2', title: '春耕', text: '村民忙春耕。' },
    ];
    writeFileSync(file('a.jsonl'), lines.map(line => `${JSON.stringify(line)}\n`).join(''));
    // A document with an id that another file has is not lost.
    writeFileSync(file('b.jsonl'), `${JSON.stringify({ id: '1', text: '另一篇' })}\n`);
    const inputs = [file('a.jsonl'), file('b.jsonl')];
    expect(await runJson('push', ...inputs)).toMatchObject({ code: 0, written: 3, unchanged: 0, documents: 3 });
    expect(await runJson('push', ...inputs)).toMatchObject({ code: 0, written: 0, unchanged: 3, documents: 3 });
    expect(await runJson('pull', '-o', file('pulled.hansou'))).toMatchObject({ code: 0, documents: 3 });
    await hansou(['build', ...inputs, '-o', file('built.hansou')]);
    expect(await runJson('verify', file('built.hansou'))).toMatchObject({ code: 0, same: 3 });
    const pulled = openFile(file('pulled.hansou'));
    expect(pulled.search('新桥').hits.map(({ id }) => id)).toEqual(['1']);
    pulled.close();
  });

  it('pushes an index file, and names what differs', async () => {
    writeFileSync(
      file('c.jsonl'),
      `${JSON.stringify({ id: '2', text: '改过的' })}\n${JSON.stringify({ id: '9', text: '新的' })}\n`,
    );
    await hansou(['build', file('c.jsonl'), '-o', file('c.hansou')]);
    const { code, missing, added, different } = await runJson('verify', file('c.hansou'));
    expect({ code, missing, different }).toEqual({ code: 1, missing: ['9'], different: ['2'] });
    expect(added).toHaveLength(2);
    expect(await runJson('push', file('c.hansou'))).toMatchObject({ code: 0, written: 2, documents: 4 });
  });

  it('refuses another dictionary than the index was filled with', async () => {
    writeFileSync(file('names.txt'), '石桥新村 100 ns\n');
    const { code, err } = await runJson('push', file('a.jsonl'), '--dict', file('names.txt'));
    expect(code).toBe(1);
    expect(err).toContain('ANALYSIS_MISMATCH');
  });

  it('says that there is no index, and what is missing in a command', async () => {
    const nowhere = await hansou(['cluster', 'pull', '-o', file('x.hansou'), '--to', address, '--index', 'nothing']);
    expect(nowhere.err).toContain('NOT_FOUND');
    expect((await hansou(['cluster', 'push', file('a.jsonl')])).code).toBe(2);
    expect((await hansou(['cluster', 'push', '--to', address])).code).toBe(2);
    expect((await hansou(['cluster', 'send', '--to', address])).code).toBe(2);
  });
});
