import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IndexBuilder } from '../../src/node/build/index-builder.ts';
import { documentFields } from '../../src/node/reading/document.ts';
import { decodeFileRecords } from '../../src/node/update/file-records.ts';
import { openIndex } from '../../src/search-index.ts';
import { hansou } from './streams.ts';

let top = '';
const at = (name: string) => join(top, name);
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'hansou-update-'));
  mkdirSync(at('docs'));
  writeFileSync(at('docs/a.md'), '# 石桥\n新桥今天通车。');
  writeFileSync(at('docs/b.md'), '# 图书馆\n开放三天。');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const idsIn = (index: string, query: string) =>
  openIndex(readFileSync(at(index)))
    .search(query)
    .hits.map(({ id }) => id.slice(top.length + 1));

async function build(...options: string[]): Promise<{ files?: unknown; err: string; code: number }> {
  const { out, err, code } = await hansou(['build', at('docs'), ...options, '--json']);
  return { ...(out === '' ? {} : { files: JSON.parse(out).files }), err, code };
}

describe('hansou build --update', () => {
  it('reads only what changed, drops what is gone, and says how much it read', async () => {
    expect(await build('-o', at('x.hansou'))).toEqual({ files: { read: 2, unchanged: 0 }, err: '', code: 0 });
    expect(await build('--update', at('x.hansou'))).toMatchObject({ files: { read: 0, unchanged: 2 } });
    writeFileSync(at('docs/c.md'), '新校舍');
    rmSync(at('docs/b.md'));
    expect(await build('--update', at('x.hansou'))).toMatchObject({ files: { read: 1, unchanged: 1 } });
    expect(idsIn('x.hansou', '图书馆')).toEqual([]);
    expect(idsIn('x.hansou', '新校舍')).toEqual(['docs/c.md']);
    expect(idsIn('x.hansou', '通车')).toEqual(['docs/a.md']);
    const { out } = await hansou(['build', at('docs'), '--update', at('x.hansou')]);
    expect(out).toMatch(/x\.hansou {2}2 documents, .+ bytes, 0 of 2 files read, /);
  });

  it('reads a page of Hugo once its day has come', async () => {
    writeFileSync(at('docs/hugo.toml'), '');
    writeFileSync(at('docs/c.md'), '---\ntitle: 校舍\ndate: 2022-09-05\n---\n新校舍落成。');
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(2022, 8, 4) });
    try {
      await build('-o', at('x.hansou'));
      expect(idsIn('x.hansou', '校舍')).toEqual([]);
      vi.setSystemTime(new Date(2022, 8, 5));
      expect(await build('--update', at('x.hansou'))).toMatchObject({ files: { read: 1, unchanged: 2 } });
      expect(idsIn('x.hansou', '校舍')).toEqual(['docs/c.md']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('reads all files again when options, the generator of the site or the file name differ', async () => {
    await build('-o', at('x.hansou'));
    expect(await build('--update', at('x.hansou'), '--base-url', '/d/')).toMatchObject({ files: { unchanged: 0 } });
    mkdirSync(at('docs/.vitepress'));
    expect(await build('--update', at('x.hansou'), '--base-url', '/d/')).toMatchObject({ files: { unchanged: 0 } });
    renameSync(at('docs/a.md'), at('docs/z.md'));
    expect(await build('--update', at('x.hansou'), '--base-url', '/d/')).toMatchObject({ files: { read: 1 } });
  });

  it('reads all files when the index is missing, was changed, or was built by a program, and says so', async () => {
    expect(await build('--update', at('x.hansou'))).toMatchObject({
      files: { read: 2, unchanged: 0 },
      err: expect.stringMatching(/x\.hansou is not there yet: all files are read\n$/),
    });
    const index = openIndex(readFileSync(at('x.hansou')));
    index.remove(at('docs/a.md'));
    writeFileSync(at('x.hansou'), index.toBytes());
    const changed = await build('--update', at('x.hansou'));
    expect(changed.files).toEqual({ read: 2, unchanged: 0 });
    expect(changed.err).toMatch(
      /does not say which files it was built from, or has other fields: all files are read\n$/,
    );
  });

  it('cuts what changed alone, and gives documents other ids whose ids come earlier now', async () => {
    const record = (name: string, text: string, ids = ['1', '2']) =>
      writeFileSync(at(`docs/${name}`), ids.map(id => JSON.stringify({ id, text })).join('\n'));
    record('m.jsonl', '石桥村的渡口');
    record('n.jsonl', '云汀县的渡船', ['3', '4']);
    await build('-o', at('x.hansou'));
    // An id that a file before has taken since, and one that a file behind wants.
    record('b.jsonl', '新桥', ['2']);
    record('z.jsonl', '老桥', ['4']);
    const { err, files } = await build('--update', at('x.hansou'));
    expect([err, files]).toEqual(['', { read: 2, unchanged: 4 }]);
    await build('-o', at('whole.hansou'));
    const ids = (name: string) => {
      const index = openIndex(readFileSync(at(name)));
      index.verify();
      return index.search({ not: { words: '无此词' } }, { limit: 100 }).hits.map(({ id }) => id);
    };
    expect(ids('x.hansou')).toEqual(ids('whole.hansou'));
    expect(ids('x.hansou')).toContain(`${at('docs/m.jsonl')}#2`);
    expect(ids('x.hansou')).toContain(`${at('docs/z.jsonl')}#4`);
  });

  it('cuts all texts again, and says why, when there are other words, or little is as it was', async () => {
    writeFileSync(at('docs/long.md'), '渡口的石桥。'.repeat(50));
    await build('-o', at('x.hansou'));
    writeFileSync(at('names.txt'), '新校舍\n');
    const withNames = await build('--update', at('x.hansou'), '--dict', at('names.txt'));
    expect(withNames.files).toEqual({ read: 0, unchanged: 3 });
    expect(withNames.err).toMatch(/with another dictionary or other names: all texts are cut again\n$/);
    expect(await build('--update', at('x.hansou'), '--dict', at('names.txt'))).toMatchObject({ err: '' });
    writeFileSync(at('docs/long.md'), '渡口的新桥。'.repeat(50));
    const changed = await build('--update', at('x.hansou'), '--dict', at('names.txt'));
    expect(changed.files).toEqual({ read: 1, unchanged: 2 });
    expect(changed.err).toMatch(/too little in common with the files as they are: all texts are cut again\n$/);
    expect((await build('--update', at('x.hansou'), '--base-url', '/d/')).err).toMatch(/all files are read\n$/);
    const bytes = readFileSync(at('x.hansou'));
    bytes.writeUInt16LE(4, 4);
    writeFileSync(at('x.hansou'), bytes);
    expect((await build('--update', at('x.hansou'))).err).toMatch(/format of another version: all files are read\n$/);
  });

  it('cuts all texts again once as many were merged as were cut together', async () => {
    writeFileSync(at('docs/long.md'), '渡口的石桥。'.repeat(50));
    await build('-o', at('x.hansou'));
    const errors: string[] = [];
    for (const text of ['甲', '乙', '丙', '丁', '戊']) {
      writeFileSync(at('docs/b.md'), text);
      errors.push((await build('--update', at('x.hansou'))).err);
    }
    expect(errors.map(err => err === '')).toEqual([true, true, true, true, false]);
  });

  it('uses no records that do not fit their index, and refuses a damaged index', async () => {
    const bytes = (text: string) => deflateRawSync(text);
    for (const attachment of [
      bytes('{}'),
      bytes('{"settings":"a","units":[[1]]}'),
      bytes('{"settings":"a","units":[[1.5,"k"]]}'),
      bytes('{"settings":"a","units":[[1,"k",[["a","__proto__",1,1]]]]}'),
      bytes('['),
      Buffer.from('no deflate'),
    ])
      expect(decodeFileRecords(attachment)).toBeUndefined();
    const builder = new IndexBuilder({ fields: documentFields, output: at('x.hansou') });
    await builder.add({ id: '1', body: '石桥', file: 'a' });
    await builder.finish({ attachment: bytes('{"settings":"a","units":[[7,"k"]]}') });
    expect(await build('--update', at('x.hansou'))).toMatchObject({ files: { read: 2 }, code: 0 });
    const damaged = readFileSync(at('x.hansou'));
    damaged[damaged.length >> 1] ^= 1;
    writeFileSync(at('x.hansou'), damaged);
    expect(await build('--update', at('x.hansou'))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/\[CHECKSUM\]/),
    });
    expect(readFileSync(at('x.hansou'))).toEqual(damaged);
  });
});

describe('hansou build --watch', () => {
  /** Watches while `act` runs, which waits for each rebuild. */
  async function watch(act: (next: (change: () => void) => Promise<string>) => Promise<void>, ...names: string[]) {
    const args = ['build', ...names.map(at), '-o', at('docs/x.hansou'), '--watch'];
    let failure: unknown;
    const result = await hansou(args, {
      async untilInterrupted(_, printed) {
        /** What was printed since `before`, without what was left out. */
        const since = (before: { out: string; err: string }) => {
          const { out, err } = printed();
          return (out.slice(before.out.length) + err.slice(before.err.length)).replace(/^ .*\n/gm, '');
        };
        await act(async change => {
          const before = printed();
          change();
          for (let wait = 0; !since(before).endsWith('\n') && wait < 400; wait++)
            await new Promise(go => setTimeout(go, 50));
          return since(before);
        }).catch(error => {
          failure = error;
        });
      },
    });
    if (failure) throw failure;
    return result;
  }

  it('builds again when a file is written, replaced, added or removed, told in a line', {
    timeout: 120_000,
  }, async () => {
    const { code, out, err } = await watch(async next => {
      expect(await next(() => writeFileSync(at('docs/a.md'), '新校舍今天开学。'))).toMatch(
        /2 documents.+1 of 2 files read/,
      );
      expect(idsIn('docs/x.hansou', '新校舍')).toEqual(['docs/a.md']);
      // As editors save: to another file, which takes the place of the first.
      const replaced = await next(() => {
        writeFileSync(at('docs/.a.md.swp'), '老校舍');
        renameSync(at('docs/.a.md.swp'), at('docs/a.md'));
      });
      expect(replaced).toMatch(/1 of 2 files read/);
      expect(idsIn('docs/x.hansou', '老校舍')).toEqual(['docs/a.md']);
      const added = await next(() => {
        mkdirSync(at('docs/new/deep'), { recursive: true });
        writeFileSync(at('docs/new/deep/c.md'), '渡口');
      });
      expect(added).toMatch(/3 documents.+1 of 3 files read/);
      expect(await next(() => rmSync(at('docs/new'), { recursive: true }))).toMatch(/2 documents.+0 of 2 files read/);
      // The last file goes: the index stays, and watching goes on.
      expect(
        await next(() => {
          rmSync(at('docs/a.md'));
          rmSync(at('docs/b.md'));
        }),
      ).toMatch(/^hansou: .+\[BAD_FILE\]\n$/);
      expect(statSync(at('docs/x.hansou')).size).toBeGreaterThan(0);
      expect(await next(() => writeFileSync(at('docs/b.md'), '渡船'))).toMatch(/1 document,/);
    }, 'docs');
    expect([code, err.split('\n')[0]]).toEqual([0, 'hansou: waiting for changes (Ctrl-C ends)']);
    expect(out.match(/documents?,/g)).toHaveLength(6);
  });

  it('watches a file that editors replace, and a glob', { timeout: 120_000 }, async () => {
    const { code } = await watch(
      async next => {
        for (const text of ['第一稿', '第二稿', '第三稿']) {
          const line = await next(() => {
            writeFileSync(at('temporary'), text);
            renameSync(at('temporary'), at('docs/a.md'));
          });
          expect(line).toMatch(/1 of 2 files read/);
          expect(idsIn('docs/x.hansou', text)).toEqual(['docs/a.md']);
        }
        expect(await next(() => writeFileSync(at('docs/bb.md'), '又一篇'))).toMatch(/3 documents/);
      },
      'docs/a.md',
      'docs/b*.md',
    );
    expect(code).toBe(0);
  });
});
