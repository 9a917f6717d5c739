import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFile } from '../../src/node/index.ts';
import { hansou } from './streams.ts';

let top = '';
const at = (name: string) => join(top, name);
beforeEach(async () => {
  top = mkdtempSync(join(tmpdir(), 'hansou-append-'));
  mkdirSync(at('docs'));
  writeFileSync(at('docs/a.md'), '# 石桥\n新桥今天通车。');
  writeFileSync(at('docs/b.md'), '# 图书馆\n开放三天。');
  await hansou(['build', at('docs'), '-o', at('site.hansou')]);
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

describe('hansou build --append', () => {
  it('leaves the index as it is, writes the next file beside it, and says which files are opened together', async () => {
    const before = readFileSync(at('site.hansou'));
    writeFileSync(at('docs/c.md'), '新校舍');
    rmSync(at('docs/b.md'));
    const { code, out, err } = await hansou(['build', at('docs'), '--append', at('site.hansou')]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('site.2.hansou  1 document,');
    expect(out).toContain('1 of 2 files read');
    expect(out).toContain(
      `replaces 0 and removes 1 document; open together: ${at('site.hansou')} ${at('site.2.hansou')}`,
    );
    expect(readFileSync(at('site.hansou'))).toEqual(before);
    const both = `${at('site.hansou')},${at('site.2.hansou')}`;
    expect((await hansou(['search', both, '新校舍'])).out).toContain('docs/c.md');
    expect(JSON.parse((await hansou(['search', both, '图书馆', '--json'])).out).total).toBe(0);
    expect(JSON.parse((await hansou(['inspect', both, '--verify', '--json'])).out)).toMatchObject({ documents: 2 });
  });

  it('writes no file when nothing is new', async () => {
    const { code, out } = await hansou(['build', at('docs'), '--append', at('site.hansou')]);
    expect([code, out]).toEqual([0, expect.stringContaining('nothing is new: no file was written')]);
    expect(() => readFileSync(at('site.2.hansou'))).toThrow();
  });

  it('keeps the documents of files that were not named, and of a file that only removes documents', async () => {
    writeFileSync(at('new.md'), '新校舍');
    await hansou(['build', at('new.md'), '--append', at('site.hansou')]);
    rmSync(at('docs/b.md'));
    await hansou(['build', at('docs'), '--append', at('site.hansou')]);
    const index = openFile(['site.hansou', 'site.2.hansou', 'site.3.hansou'].map(at));
    expect(index.size).toBe(2);
    expect(index.search('开放三天').total).toBe(0);
    for (const [query, file] of [
      ['新桥今天通车', at('docs/a.md')],
      ['新校舍', at('new.md')],
    ]) {
      const { total, hits } = index.search(`"${query}"`);
      expect([total, hits[0]?.document['file']]).toEqual([1, file]);
    }
    index.close();
  });

  it('keeps the documents of two files that both count from 1', async () => {
    mkdirSync(at('f'));
    const records = (text: string) => ['1', '2'].map(id => JSON.stringify({ id, text: text + id })).join('\n');
    for (const name of ['a', 'b']) writeFileSync(at(`f/${name}.jsonl`), records(name));
    await hansou(['build', at('f'), '-o', at('f.hansou')]);
    for (const named of ['f', 'f/b.jsonl']) {
      const { out } = await hansou(['build', at(named), '--append', at('f.hansou'), '--json']);
      expect(JSON.parse(out).appended).toEqual({ replaced: 2, removed: 0, isWritten: true });
    }
    const index = openFile(['f.hansou', 'f.2.hansou', 'f.3.hansou'].map(at));
    const ids = ['1', '2', `${at('f/b.jsonl')}#1`, `${at('f/b.jsonl')}#2`];
    expect(index.size).toBe(4);
    expect(ids.map(id => index.get(id)?.['body'])).toEqual(['a1', 'a2', 'b1', 'b2']);
    index.close();
  });

  it('goes on behind --names with the list of names, and with what a person dropped in it', async () => {
    const paper = '县委书记韩曦说，韩曦、鲁雪到苇渡镇调研。县委书记鲁雪说，会议很好。';
    writeFileSync(at('docs/b.md'), paper);
    await hansou(['build', at('docs'), '-o', at('named.hansou'), '--names']);
    const list = at('named.hansou.names');
    const reviewed = readFileSync(list, 'utf8').replace('\n韩曦 nr', '\n#- 韩曦 nr');
    expect(reviewed).toContain('#- 韩曦');
    writeFileSync(list, reviewed);
    await hansou(['build', at('docs'), '-o', at('named.hansou'), '--names']);
    writeFileSync(at('docs/c.md'), paper.replaceAll('苇渡镇', '石桥村'));
    const options = ['--append', at('named.hansou'), '--find-names', 'persons', '--dict', list];
    const { code, err } = await hansou(['build', at('docs'), ...options]);
    expect([code, err]).toEqual([0, '']);
    const index = openFile([at('named.hansou'), at('named.2.hansou')]);
    const persons = index.search('调研', { facets: { person: 10 } }).facets?.['person'];
    index.close();
    expect(persons).toEqual([{ value: '鲁雪', count: 2 }]);
  });

  it('refuses another dictionary, other fields, and options that do not go together', async () => {
    writeFileSync(at('names.txt'), '新校舍\n');
    writeFileSync(at('docs/c.md'), '新校舍');
    const append = (...options: string[]) =>
      hansou(['build', at('docs'), '--append', at('site.hansou'), ...options]).then(({ code, err }) => [code, err]);
    expect(await append('--dict', at('names.txt'))).toEqual([1, expect.stringContaining('another analysis')]);
    expect(await append('--find-names', 'persons')).toEqual([
      1,
      expect.stringMatching(/other fields: expected person .+, got no person, no place, no organisation\. Append with/),
    ]);
    for (const option of ['--names', '--watch'])
      expect(await append(option)).toEqual([2, expect.stringContaining(`${option} with --append`)]);
    const missing = await hansou(['build', at('docs'), '--append', at('none.hansou')]);
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('no such file')]);
  });
});

describe('hansou merge', () => {
  it('joins files to one, from which --append goes on', async () => {
    writeFileSync(at('docs/b.md'), '# 图书馆\n开放五天。');
    await hansou(['build', at('docs'), '--append', at('site.hansou')]);
    const files = [at('site.hansou'), at('site.2.hansou')];
    const { code, out } = await hansou(['merge', ...files, '-o', at('all.hansou'), '--json']);
    expect([code, JSON.parse(out)]).toMatchObject([0, { documents: 2 }]);
    expect(JSON.parse((await hansou(['inspect', at('all.hansou'), '--verify', '--json'])).out).documents).toBe(2);
    const all = openFile(at('all.hansou'));
    const together = openFile(files);
    for (const [query, total] of [
      ['开放五天', 1],
      ['开放三天', 0],
      ['新桥今天通车', 1],
    ] as const) {
      expect(all.search(`"${query}"`).total, query).toBe(total);
      expect(all.search(query)).toEqual(together.search(query));
    }
    all.close();
    together.close();
    const next = await hansou(['build', at('docs'), '--append', at('all.hansou'), '--json']);
    expect(JSON.parse(next.out)).toMatchObject({ files: { read: 0, unchanged: 2 }, appended: { isWritten: false } });
  });

  it('refuses a damaged file, and leaves nothing behind', async () => {
    const bytes = readFileSync(at('site.hansou'));
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(at('bad.hansou'), bytes);
    const { code, err } = await hansou(['merge', at('site.hansou'), at('bad.hansou'), '-o', at('all.hansou')]);
    expect([code, err]).toEqual([1, expect.stringContaining('is damaged')]);
    expect(() => readFileSync(at('all.hansou'))).toThrow();
    expect((await hansou(['merge', at('site.hansou'), '-o', at('all.hansou')])).code).toBe(2);
  });
});
