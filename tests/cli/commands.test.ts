import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AtomicFile } from '../../src/node/files/atomic-file.ts';
import { openIndex } from '../../src/search-index.ts';
import { minimalPdf } from '../unit/node/reading/formats/minimal-pdf.ts';
import { hansou } from './streams.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const paper = join(root, 'bench/paper');
const names = join(root, 'dict/yunting.txt');
const folder = mkdtempSync(join(tmpdir(), 'hansou-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

/** The width of a line on a terminal, where Han characters are two columns wide. */
function columnsOf(line: string): number {
  return [...line].reduce((sum, c) => sum + (c >= '\u2e80' ? 2 : 1), 0);
}

describe('help', () => {
  it('lists all commands in an overview', async () => {
    const { code, out, err } = await hansou(['--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    await expect(out).toMatchFileSnapshot('help/hansou.txt');
    expect(await hansou(['help'])).toEqual({ code, out, err });
    expect(await hansou([])).toEqual({ code, out, err });
  });

  it('lists them in Chinese where the environment does', async () => {
    const english = (await hansou([])).out;
    const chinese = (await hansou([], { environment: { LANG: 'zh_CN.UTF-8' } })).out;
    for (const [command] of english.matchAll(/^ {2}hansou [a-z].*$/gm)) expect(chinese).toContain(command);
    // Each summary is translated.
    expect(chinese.match(/^ {6}.*$/gm)!.filter(line => !/\p{Script=Han}/u.test(line))).toEqual([]);
    const environment = { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' };
    expect((await hansou(['--help'], { environment })).out).toBe(english);
  });

  it.each([
    'build',
    'search',
    'segment',
    'articles',
    'names',
    'inspect',
    'mcp',
    'serve',
    'site',
    'cluster',
    'completion',
  ])('describes %s', async command => {
    const { code, out } = await hansou([command, '--help']);
    expect(code).toBe(0);
    await expect(out).toMatchFileSnapshot(`help/${command}.txt`);
    expect((await hansou(['help', command])).out).toBe(out);
  });

  it('of a command names the same options in Chinese, and fits 120 columns', async () => {
    const optionsOf = (help: string) => [...new Set(help.match(/(?<![\w-])--?[a-z][a-z-]*/g))].sort();
    const commands = [...(await hansou([])).out.matchAll(/^ {2}hansou ([a-z]+) .*$/gm)].map(([, command]) => command);
    expect(commands.length).toBe(12);
    for (const command of commands) {
      const english = (await hansou([command, '--help'])).out;
      const chinese = (await hansou([command, '--help'], { environment: { LANG: 'zh_CN.UTF-8' } })).out;
      expect(chinese.split('\n')[0]).toBe(english.split('\n')[0]);
      expect(chinese.split('\n')[2]).toMatch(/^\p{Script=Han}.*。$/u);
      expect(optionsOf(chinese)).toEqual(optionsOf(english));
      for (const line of chinese.split('\n').slice(1)) expect(columnsOf(line), line).toBeLessThanOrEqual(120);
    }
  });

  it('fits a terminal of 120 columns', async () => {
    for (const command of [
      [],
      ['build'],
      ['search'],
      ['segment'],
      ['articles'],
      ['names'],
      ['inspect'],
      ['serve'],
      ['site'],
      ['cluster'],
    ])
      for (const line of (await hansou([...command, '--help'])).out.split('\n'))
        expect(columnsOf(line), line).toBeLessThanOrEqual(120);
  });

  it('prints the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(await hansou(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });
});

describe('wrong usage', () => {
  it.each([
    [['frob']],
    [['build']],
    [['build', 'a.txt']],
    [['build', '-o', 'x.hansou']],
    [['build', 'a.txt', '-o', 'x.hansou', '--format', 'rtf']],
    [['build', 'a.txt', '-o', 'x.hansou', '--frob']],
    [['search']],
    [['search', 'x.hansou']],
    [['search', 'x.hansou', 'q', '--limit', '-3']],
    [['search', 'x.hansou', 'q', '--limit', 'ten']],
    [['search', 'x.hansou', 'q', '--min-relevance', '30%']],
    [['search', 'x.hansou', 'q', '--min-relevance', '2']],
    [['articles']],
    [['articles', 'a.txt', '--format', 'html']],
    [['inspect']],
    [['serve']],
    [['site']],
    [['site', 'a', 'b']],
    [['serve', 'x', '--port', '65536']],
    [['inspect', 'a', 'b']],
  ])('%j exits 2 with one line that shows the usage', async args => {
    const { code, out, err } = await hansou(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^hansou: .+: expected hansou .+, got .+ See hansou( [a-z]+)? --help\. \[USAGE\]\n$/);
  });
});

describe('build, search and inspect', () => {
  const index = at('云汀 报.hansou');
  let built: Awaited<ReturnType<typeof hansou>>;
  beforeAll(async () => {
    built = await hansou(['build', `${paper}/2022-09-05-*.txt`, '-o', index, '--dict', names, '--json']);
  });

  it('builds an index and prints its counts as JSON', async () => {
    expect(built).toMatchObject({ code: 0, err: '' });
    const printed = JSON.parse(built.out) as Record<string, unknown>;
    expect(printed).toEqual({
      documents: expect.any(Number),
      words: expect.any(Number),
      bytes: readFileSync(index).length,
      files: { read: 4, unchanged: 0 },
      skipped: [],
      leftOut: { furniture: expect.objectContaining({ hanCharacters: expect.any(Number) }) },
    });
    expect(printed['documents']).toBeGreaterThan(15);
    expect(printed['words']).toBeGreaterThan(1000);
  });

  it('finds a name broken over two lines, with its highlight mapped to the page', async () => {
    const { code, out, err } = await hansou(['search', index, '"苇渡提灌站"', '--json', '--limit', '1']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { total, hits } = JSON.parse(out);
    expect(total).toBe(1);
    const [hit] = hits;
    expect(hit.document).toMatchObject({ date: '2022-09-05', edition: 'A1', author: ['叶青禾', '罗小满'] });
    const page = readFileSync(hit.document.file, 'utf8');
    const [snippet] = hit.snippets.body;
    const source = snippet.sources[0].map((place: { start: number; end: number }) =>
      page.slice(place.start, place.end),
    );
    expect(source.join('')).toBe('苇渡提灌站');
  });

  it('prints hits with headline, date, authors, score and highlights', async () => {
    const { out } = await hansou(['search', index, '幸福食堂', '--limit', '1']);
    expect(out).toMatch(
      /^幸福食堂 {2}\d+ of \d+ documents, [\d.]+ ms\n\n {2}1 {2}村里有了“【幸福食堂】”\n {5}2022-09-05 · 罗小满、麦穗青 · .+#2 · \d+\.\d\d/,
    );
    const { out: coloured } = await hansou(['search', index, '幸福食堂', '--limit', '1'], { terminal: true });
    expect(coloured).toContain('\u001b[1m\u001b[33m幸福食堂\u001b[39m\u001b[22m');
  });

  it('leaves out what holds too little of the query', async () => {
    const question = '怎样才能修好苇渡镇的量子计算机呢';
    const all = JSON.parse((await hansou(['search', index, question, '--json', '--limit', '100'])).out);
    const relevances: number[] = all.hits.map(({ relevance }: { relevance: number }) => relevance);
    const least = (Math.min(...relevances) + Math.max(...relevances)) / 2;
    const some = JSON.parse((await hansou(['search', index, question, '--json', '--min-relevance', `${least}`])).out);
    expect(some.total).toBe(relevances.filter(relevance => relevance >= least).length);
    expect(some.total).toBeLessThan(all.total);
  });

  it('reads -word as an excluded word, not as an option', async () => {
    const both = JSON.parse((await hansou(['search', index, '苇渡镇', '--json'])).out).total as number;
    const without = JSON.parse((await hansou(['search', index, '苇渡镇', '-秋灌', '--json'])).out).total as number;
    expect(without).toBeLessThan(both);
    expect(without).toBeGreaterThan(0);
  });

  it('exits 0 with a warning for a query that does not parse, and without hits', async () => {
    const { code, err } = await hansou(['search', index, 'title:']);
    expect(code).toBe(0);
    expect(err).toMatch(/^hansou: warning: .+\n$/);
    expect(await hansou(['search', index, '"不在这里的话"'])).toMatchObject({ code: 0, err: '' });
  });

  it('names what may be meant when a word seems mistyped', async () => {
    const { code, out, err } = await hansou(['search', index, '幸福食塘']);
    expect([code, err]).toEqual([0, 'Did you mean: 幸福食堂\n']);
    expect(out).toContain('幸福食堂');
    const { out: json, err: quiet } = await hansou(['search', index, '幸福食塘', '--json']);
    expect([JSON.parse(json).didYouMean[0].text, quiet]).toEqual(['幸福食堂', '']);
  });

  it('describes an index and verifies its bytes', async () => {
    const { code, out } = await hansou(['inspect', index, '--verify', '--json']);
    expect(code).toBe(0);
    const { documents, words } = JSON.parse(built.out);
    expect(JSON.parse(out)).toMatchObject({ documents, words, verified: true });
    expect((await hansou(['inspect', index])).out).toContain('body (text)');
  });

  it('refuses an index that is missing, not an index, or truncated', async () => {
    const bytes = readFileSync(index);
    writeFileSync(at('short.hansou'), bytes.subarray(0, bytes.length - 100));
    for (const [file, code] of [
      [at('none.hansou'), 'IO'],
      [names, 'BAD_INDEX'],
      [at('short.hansou'), 'BAD_INDEX'],
    ]) {
      const { code: exit, out, err } = await hansou(['search', file, '云汀']);
      expect({ exit, out }, file).toEqual({ exit: 1, out: '' });
      expect(err).toMatch(new RegExp(`^hansou: .+\\[${code}\\]\\n$`));
    }
  });

  it('searches a damaged index or says that it is damaged; inspect --verify always says so', async () => {
    const bytes = readFileSync(index);
    for (let part = 1; part < 16; part++) {
      const flipped = Buffer.from(bytes);
      flipped[Math.floor((bytes.length * part) / 16)] ^= 4;
      writeFileSync(at('flipped.hansou'), flipped);
      const searched = await hansou(['search', at('flipped.hansou'), '云汀']);
      if (searched.code !== 0) expect(searched.err).toMatch(/^hansou: .+\[(?:BAD_INDEX|CHECKSUM)\]\n$/);
      const { code, err } = await hansou(['inspect', at('flipped.hansou'), '--verify']);
      expect([code, err]).toEqual([1, expect.stringMatching(/^hansou: .+\[CHECKSUM\]\n$/)]);
    }
  });

  it('shows progress on a terminal and removes it at the end', async () => {
    const { err } = await hansou(['build', `${paper}/2022-09-05-A1.txt`, '-o', at('p.hansou')], { terminal: true });
    expect(err).toContain('░');
    expect(err.endsWith('\r\u001b[2K')).toBe(true);
  });
});

describe('a build with bad input', () => {
  const input = at('输入');
  beforeAll(() => {
    mkdirSync(input);
    writeFileSync(join(input, '空.txt'), '');
    writeFileSync(join(input, 'a.jsonl'), '{"id":"1","text":"云汀"}\n{"id":"1","text":"苇渡"}\nbad\u001b[31m\n');
    writeFileSync(join(input, 'b.txt'), Uint8Array.from([0, 1, 2]));
  });

  it('reports what it skips, writes the index and exits 1, or 0 with --allow-skipped', async () => {
    const args = ['build', input, '-o', at('s.hansou')];
    const { code, out, err } = await hansou(args);
    expect(code).toBe(1);
    expect(out).toMatch(/2 documents/);
    const lines = err.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/a\.jsonl, line 3 .+\[BAD_FILE\]$/);
    expect(err).not.toContain('\u001b');
    expect(existsSync(at('s.hansou'))).toBe(true);
    expect((await hansou([...args, '--allow-skipped'])).code).toBe(0);
    const { skipped } = JSON.parse((await hansou([...args, '--json'])).out);
    expect(skipped.map(({ line, code }: { line?: number; code: string }) => [line, code])).toEqual([
      [3, 'BAD_FILE'],
      [undefined, 'BAD_FILE'],
      [undefined, 'BAD_FILE'],
    ]);
  });

  it('counts data without text and ids that occur again, loses nothing of them, and exits 0', async () => {
    const data = at('数据');
    mkdirSync(join(data, 'deep'), { recursive: true });
    writeFileSync(join(data, 'a.jsonl'), '{"id":1,"text":"云汀"}\n{"id":1,"text":"苇渡"}\n{"id":1,"text":"石桥"}\n');
    writeFileSync(join(data, 'b.jsonl'), '{"id":1,"text":"柳林"}\n{"id":2,"text":"董湾"}\n');
    writeFileSync(join(data, 'deep', 'imports.json'), '{"imports":{"vue":"https://example.org/vue.js"}}');
    writeFileSync(join(data, 'deep', 'people.json'), '[{"name":"Ann","links":["a","b"]},{"name":"Bob"},{}]');
    writeFileSync(join(data, 'empty.json'), '[]');
    writeFileSync(join(data, 'view.md'), '<script setup>\nimport A from "./A.vue"\n</script>\n');
    writeFileSync(join(data, 'page.html'), '<div id="app"></div>');
    writeFileSync(join(data, 'map.xml'), '<map><point x="1"/></map>');
    const { code, out, err } = await hansou(['build', data, '-o', at('data.hansou')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/5 documents/);
    expect(out).toMatch(/left out: files and records without text: .+--field body=KEY.+: 8 in 6 files/);
    expect(out).toMatch(/left out: ids that another document has: .+--field id=KEY.+: 3 in 2 files/);
    const index = openIndex(readFileSync(at('data.hansou')));
    const idOf = (text: string) => index.search(text).hits.map(({ id }) => id.slice(id.lastIndexOf('/') + 1));
    expect(['云汀', '苇渡', '石桥', '柳林', '董湾'].map(idOf)).toEqual([
      ['1'],
      ['a.jsonl#1'],
      ['a.jsonl#1#2'],
      ['b.jsonl#1'],
      ['2'],
    ]);
    const only = await hansou(['build', join(data, 'deep'), '-o', at('none.hansou')]);
    expect(only).toMatchObject({ code: 1, err: expect.stringMatching(/only files and records without text/) });
    const mapped = await hansou(['build', data, '--field', 'body=links', '-o', at('mapped.hansou')]);
    expect(mapped.err).toMatch(/people\.json, document 3 is not a document/);
  });

  it('leaves the old index in place when nothing can be read or written', async () => {
    writeFileSync(at('old.hansou'), 'old');
    expect((await hansou(['build', join(input, '空.txt'), '-o', at('old.hansou')])).code).toBe(1);
    expect(readFileSync(at('old.hansou'), 'utf8')).toBe('old');
    const nowhere = await hansou(['build', `${paper}/2022-09-05-A1.txt`, '-o', at('no/where.hansou')]);
    expect(nowhere).toMatchObject({ code: 1, out: '' });
    expect(nowhere.err).toMatch(/where\.hansou was not written: .+\[IO\]\n$/);
    expect(readdirSync(folder).filter(name => name.includes('.temp'))).toEqual([]);
  });

  it('refuses a folder, a device or a pipe as output before it reads anything', async () => {
    mkdirSync(at('there'));
    const pipe = at('pipe');
    if (process.platform !== 'win32') spawnSync('mkfifo', [pipe]);
    for (const output of process.platform === 'win32' ? [at('there')] : [at('there'), pipe]) {
      const { code, out, err } = await hansou(['build', at('no such file'), '-o', output]);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(
        /(there|pipe) was not written: .+ got a (folder|device or a pipe)\. Give the path of a file\. \[IO\]\n$/,
      );
      expect(() => new AtomicFile(output, at('temporary'))).toThrow(expect.objectContaining({ code: 'IO' }));
      expect(statSync(output).isFile()).toBe(false);
    }
  });

  it('refuses an input file as output', async () => {
    const file = join(input, 'a.jsonl');
    expect((await hansou(['build', input, '-o', file])).code).toBe(2);
    expect(readFileSync(file, 'utf8')).toContain('"id":"1"');
  });

  it('fails on a bad line of a dictionary, with file, line and text, before it reads anything', async () => {
    writeFileSync(at('bad.txt'), '云汀县 ns\n苇渡镇 many ns\n');
    const { code, err } = await hansou([
      'build',
      input,
      '-o',
      at('d.hansou'),
      '--dict',
      names,
      '--dict',
      at('bad.txt'),
    ]);
    expect(code).toBe(1);
    expect(err).toMatch(/^hansou: .*bad\.txt, line 2, "苇渡镇 many ns".+\[BAD_DICTIONARY\]\n$/);
    expect(existsSync(at('d.hansou'))).toBe(false);
  });
});

describe('segment', () => {
  it('segments text with local names from the command line and from standard input', async () => {
    const words = '顾怀章 在 苇渡镇 调研';
    expect((await hansou(['segment', '--dict', names, '顾怀章在苇渡镇调研'])).out).toBe(`${words}\n`);
    expect((await hansou(['segment', '--dict', names, '-'], { stdin: '顾怀章在苇渡镇调研\n' })).out).toBe(`${words}\n`);
    expect((await hansou(['segment', '--dict', names], { stdin: '顾怀章在\n苇渡镇调研\n' })).out).toBe(
      '顾怀章 在\n苇渡镇 调研\n',
    );
  });

  it('prints tokens that cover the text as JSON', async () => {
    const text = '云汀 5G\n😀，桥';
    const tokens = JSON.parse((await hansou(['segment', '--json'], { stdin: `${text}\n` })).out) as {
      text: string;
      start: number;
    }[];
    expect(tokens.map(token => token.text).join('')).toBe(text);
    for (const token of tokens) expect(text.startsWith(token.text, token.start)).toBe(true);
  });
});

describe('articles', () => {
  it('reads the .txt and .pdf files of a folder, and a PDF from standard input with --format pdf', async () => {
    const place = at('mixed');
    mkdirSync(place);
    const text = readFileSync(`${paper}/2022-09-05-A3.txt`, 'utf8');
    const pdf = minimalPdf([text.split('\n').map((line, i) => ({ text: line, x: 50, y: 700 - i * 9, size: 8 }))]);
    writeFileSync(join(place, 'a.txt'), text);
    writeFileSync(join(place, 'b.md'), text);
    writeFileSync(join(place, 'c.pdf'), pdf);
    const found = async (words: string[], stdin?: Uint8Array) =>
      JSON.parse((await hansou(['articles', ...words, '--json'], stdin ? { stdin } : {})).out) as {
        file: string;
        page?: number;
      }[];
    const list = await found([place]);
    expect([...new Set(list.map(({ file, page }) => `${file.slice(-5)} ${page}`))]).toEqual([
      'a.txt undefined',
      'c.pdf 1',
    ]);
    expect((await found(['-', '--format', 'pdf'], pdf))[0]).toMatchObject({ file: '-', page: 1 });
    expect((await found([join(place, 'b.md')])).length).toBeGreaterThan(0);
    rmSync(join(place, 'a.txt'));
    rmSync(join(place, 'c.pdf'));
    expect((await hansou(['articles', place])).err).toMatch(
      /expected files that end in \.txt or \.pdf, got none\..+\[IO\]/,
    );
  });

  it('prints articles with lines, authors, parts and confidence', async () => {
    const { code, out } = await hansou(['articles', `${paper}/2022-09-05-A3.txt`]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /十万册图书“搬新家” \d+ % {2}line 22\n {5}lines {5}22–45 \d+ %\n {5}subtitle {2}云汀县图书馆新馆试开放 {2}line 24\n {5}by {8}记者 申屠晚/,
    );
    expect(out).toMatch(/^.+-A3\.txt {2}4 articles · 2022-09-05 · A3\n/);
    expect(out).toMatch(/of the page 云汀日报.+ {2}line 1\n/);
  });

  it('prints JSON with file, lines and ranges, and reports a page that cannot be read', async () => {
    const page = `${paper}/2022-09-05-A3.txt`;
    const { code, out, err } = await hansou(['articles', page, '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const found = JSON.parse(out);
    const text = readFileSync(page, 'utf8');
    const library = found.find(({ title }: { title: string | null }) => title?.startsWith('十万册'));
    expect(library).toMatchObject({ file: page, lines: [22, 45], authors: [{ name: '申屠晚', role: '记者' }] });
    expect(typeof library.body).toBe('string');
    expect(text.slice(library.titleRange.start, library.titleRange.end).trim()).toBe(library.title);
    writeFileSync(at('empty.txt'), '');
    const mixed = await hansou(['articles', at('empty.txt'), page, '--json']);
    expect(mixed.code).toBe(1);
    expect(mixed.err).toMatch(/is empty.+\[BAD_FILE\]/);
    expect(JSON.parse(mixed.out)).toHaveLength(found.length);
  });
});
