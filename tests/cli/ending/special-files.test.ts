/** Pipes, sockets and devices in the place of files hold nothing up: they are named as skipped, or read until somebody ends it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';

const program = inject('program');
const cli = join(program, 'cli.js');
let folder = '';
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hansou-special-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function makePipe(name: string): void {
  mkdirSync(dirname(at(name)), { recursive: true });
  expect(spawnSync('mkfifo', [at(name)]).status).toBe(0);
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), content);
  }
}

/** Runs a program in the folder; one that waits is killed after a while, and has no code then. */
async function run(
  args: readonly string[],
  act: (child: ChildProcess) => Promise<void> = async () => {},
  command = process.execPath,
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(command, args, { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
  const late = setTimeout(() => child.kill('SIGKILL'), 30_000);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  child.stdin.on('error', () => {});
  const ended = new Promise<number | null>(resolve => child.once('close', resolve));
  try {
    await act(child);
    return { code: await ended, out, err };
  } finally {
    clearTimeout(late);
  }
}

const hansou = (...args: string[]) => run([cli, ...args]);

describe.skipIf(process.platform !== 'linux')('a pipe that is named', () => {
  const begun = `${JSON.stringify({ id: '1', text: '石桥' })}\n{"id":`;

  it.each([
    ['that nobody has opened', 'SIGINT', undefined],
    ['into which nobody writes', 'SIGTERM', ''],
    ['that is silent in a line', 'SIGINT', begun],
    ['that is silent in gzip', 'SIGHUP', gzipSync(begun.repeat(500)).subarray(0, 60)],
  ] as const)('%s does not hold up a build that is ended by %s', async (_, signal, bytes) => {
    makePipe('a.jsonl');
    write({ 'b.txt': '新桥今天通车。' });
    const writer = bytes === undefined ? undefined : openSync(at('a.jsonl'), 'r+');
    if (writer !== undefined && bytes) writeSync(writer, bytes as string);
    try {
      const { code, err } = await run([cli, 'build', 'a.jsonl', 'b.txt', '-o', 'site.hansou'], async child => {
        while (child.exitCode === null && !readdirSync(folder).some(name => name.includes('.temp-'))) await wait(5);
        await wait(300);
        child.kill(signal);
      });
      expect(err).toMatch(/^hansou: the index was not written: .*an interruption.*\[IO\]\n$/);
      expect(code).toBe(1);
      expect(readdirSync(folder).sort()).toEqual(['a.jsonl', 'b.txt']);
    } finally {
      if (writer !== undefined) closeSync(writer);
    }
  });

  it.each([
    ['is waited for', 500],
    // A writer that waits already writes as soon as anybody opens the pipe, whose end it is when that one closes it.
    ['is opened once', 0],
  ])('%s, also where files are looked through before they are read', async (_, ms) => {
    makePipe('a.html');
    write({ 'page.html': '<html><body><article><p>新桥今天通车。</p></article></body></html>' });
    const startWriting = () => void spawn('cp', [at('page.html'), at('a.html')]);
    if (ms === 0) {
      startWriting();
      await wait(300);
    }
    const { code, out, err } = await run([cli, 'build', 'a.html', '-o', 'site.hansou', '--json'], async () => {
      if (ms === 0) return;
      await wait(ms);
      startWriting();
    });
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ documents: 1, skipped: [] });
    const substituted = 'exec "$0" "$1" build <(cat page.html) --format html -o site.hansou --json';
    expect(await run(['-c', substituted, process.execPath, cli], undefined, 'bash')).toEqual({ code: 0, out, err: '' });
  });

  it.each([['--names'], ['--watch']])('is refused with %s, which reads files more than once', async option => {
    makePipe('a.jsonl');
    const { code, err } = await hansou('build', 'a.jsonl', '-o', 'site.hansou', option);
    expect(err).toContain(`got ${option} with a.jsonl, which can be read only once`);
    expect(code).toBe(2);
  });
});

describe.skipIf(process.platform === 'win32')('in the place of a file that is no input', () => {
  it('of settings of a site, a pipe is passed over', async () => {
    const page = '---\ntitle: 石桥\n---\n新桥今天通车。';
    for (const pipe of [
      'hugo/hugo.toml',
      'hugo/config/_default/permalinks.toml',
      'hexo/_config.yml',
      'vp/.vitepress/config.ts',
    ])
      makePipe(pipe);
    write({
      'hugo/content/a.md': page,
      'hexo/scaffolds/post.md': page,
      'hexo/source/_posts/b.md': page,
      'vp/c.md': page,
    });
    const { code, out, err } = await hansou('build', 'hugo', 'hexo', 'vp', '-o', 'site.hansou', '--json');
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ documents: 3, skipped: [] });
  });

  it.each([
    ['search', '石桥'],
    ['inspect'],
    ['serve'],
    ['merge', 'site.hansou', '-o', 'x.hansou'],
    ['mcp'],
  ])('of an index, a pipe is refused at once: hansou %s', async (command, ...rest) => {
    makePipe('site.hansou');
    const { code, err } = await hansou(command, 'site.hansou', ...rest);
    expect(err).toMatch(/site\.hansou cannot be read: expected a readable file, got a pipe\..*\[IO\]\n$/);
    expect(code).toBe(1);
  });

  it('of the page of a search, a pipe is none that was written here', async () => {
    write({ 'a.html': '<p>新桥今天通车。</p>' });
    makePipe('hansou/index.html');
    const { code, err } = await hansou('site', '.');
    expect(err).toContain('expected a site without a folder hansou of its own');
    expect(code).toBe(1);
  });

  it.each([
    ['/dev/zero', 'a device'],
    ['/dev/random', 'a device'],
    ['socket.txt', 'a socket'],
  ])('%s is refused as %s, by a build and by a search', async (name, kind) => {
    const server = createServer().listen(at('socket.txt'));
    await new Promise(resolve => server.once('listening', resolve));
    try {
      const built = await hansou('build', name, '--format', 'jsonl', '-o', 'site.hansou');
      expect(built).toMatchObject({ code: 1, err: expect.stringContaining(`got ${kind}`) });
      const searched = await hansou('search', name, '石桥');
      expect(searched).toMatchObject({ code: 1, err: expect.stringContaining(`${name} cannot be read`) });
    } finally {
      server.close();
    }
  });
});

describe.skipIf(process.platform === 'win32')('a folder whose entries change while it is read', () => {
  /** Reads a folder of four files, and changes the others before the first one is read. */
  async function readWhile(change: string): Promise<{ ids: string[]; skipped: string[] }> {
    write({ 'in/a.txt': '新桥今天通车。', 'in/b.txt': '新桥。', 'in/c.md': '新桥。', 'in/d.html': '<p>新桥。</p>' });
    const code = `
      import { execFileSync } from 'node:child_process';
      import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
      import { readDocuments } from ${JSON.stringify(join(program, 'node.js'))};
      const others = ['in/b.txt', 'in/c.md', 'in/d.html'];
      const change = name => { ${change} };
      const ids = [], skipped = [];
      const onFile = (file, at) => { if (at === 0) others.forEach(change); };
      const onSkip = ({ message }) => skipped.push(message);
      for await (const { id } of readDocuments(['in'], { onFile, onSkip })) ids.push(id);
      console.log(JSON.stringify({ ids, skipped }));`;
    const { code: exit, out, err } = await run(['--input-type=module', '--eval', code]);
    expect(exit, err).toBe(0);
    return JSON.parse(out) as { ids: string[]; skipped: string[] };
  }

  it.each([
    ['pipes', "rmSync(name); execFileSync('mkfifo', [name])", 'a pipe'],
    ['links to a device without end', "rmSync(name); symlinkSync('/dev/zero', name)", 'a device'],
    ['folders', 'rmSync(name); mkdirSync(name)', 'a folder'],
    ['nothing', 'rmSync(name)', 'none, or a broken link'],
    ['links that lead in a circle', "rmSync(name); symlinkSync('../' + name, name)", 'ELOOP'],
  ])('to %s has them named as skipped', async (_, change, got) => {
    const { ids, skipped } = await readWhile(change);
    expect(ids).toEqual(['in/a.txt']);
    expect(skipped.map(message => message.slice(0, message.indexOf(' ')))).toEqual([
      'in/b.txt',
      'in/c.md',
      'in/d.html',
    ]);
    for (const message of skipped) expect(message).toContain(`got ${got}`);
  });

  it('to other files, of which there are more and more, reads those that were found', async () => {
    const { ids, skipped } = await readWhile(
      "writeFileSync(name, '柳湾。'); for (let i = 0; i < 100; i++) writeFileSync(name + i + '.txt', '柳湾。')",
    );
    expect({ ids, skipped }).toEqual({ ids: ['in/a.txt', 'in/b.txt', 'in/c.md', 'in/d.html'], skipped: [] });
  });
});

it('reading from standard input ends with its signal, and with its reason', async () => {
  const code = `
    import { readDocuments } from ${JSON.stringify(join(program, 'node.js'))};
    const ending = new AbortController();
    setTimeout(() => ending.abort(new Error('mine')), 300);
    try {
      for await (const _ of readDocuments(['-'], { signal: ending.signal }));
    } catch (error) { console.log(error.message); }`;
  expect(await run(['--input-type=module', '--eval', code])).toEqual({ code: 0, out: 'mine\n', err: '' });
});
