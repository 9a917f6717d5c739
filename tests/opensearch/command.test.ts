import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { baseLexicon } from '../../src/base-lexicon.ts';
import { openFile } from '../../src/node/index.ts';
import { documentFields } from '../../src/node/reading/document.ts';
import { createCluster, fetchRequest } from '../../src/opensearch/index.ts';
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

  it('cuts in threads what it would cut in one, and goes on where a run that was killed stopped', async () => {
    const many = Array.from({ length: 2200 }, (_, i) => ({
      id: `${i}`,
      text: `石桥村第${i}次会议，村民忙春耕。`.repeat(5),
    }));
    writeFileSync(file('many.jsonl'), many.map(line => `${JSON.stringify(line)}\n`).join(''));
    const to = ['--to', address, '--index', 'many', '--replicas', '0', '--json'];
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'src/cli/main.ts', 'cluster', 'push', file('many.jsonl'), ...to],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const exit = once(child, 'exit');
    const count = async () => {
      const answer = await fetch(`${address}/many/_stats/indexing`);
      const { _all: all } = (await answer.json()) as { _all?: { primaries: { indexing: { index_total: number } } } };
      return all?.primaries.indexing.index_total ?? 0;
    };
    while ((await count()) === 0 && child.exitCode === null) await new Promise(resolve => setTimeout(resolve, 20));
    child.kill('SIGKILL');
    expect(await exit).toEqual([null, 'SIGKILL']);
    const run = await hansou(['cluster', 'push', file('many.jsonl'), ...to]);
    const { written, unchanged, documents } = JSON.parse(run.out);
    expect({ all: written + unchanged, documents }).toEqual({ all: 2200, documents: 2200 });
    expect(unchanged).toBeGreaterThan(0);
    // What was asked for when the index was created stands again.
    const settings = (await (await fetch(`${address}/many/_settings`)).json()) as Record<
      string,
      { settings: { index: Record<string, string> } }
    >;
    expect(settings['many-1'].settings.index['refresh_interval']).toBe('1000ms');
    await hansou(['build', file('many.jsonl'), '-o', file('many.hansou')]);
    expect(JSON.parse((await hansou(['cluster', 'verify', file('many.hansou'), ...to])).out)).toMatchObject({
      same: 2200,
    });
    const found = await (
      await createCluster({
        request: fetchRequest(address),
        fields: documentFields,
        lexicon: await baseLexicon(),
        index: 'many',
      })
    ).search('"第2199次会议"');
    expect(found.hits.map(({ id }) => id)).toEqual(['2199']);
  }, 120_000);

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
