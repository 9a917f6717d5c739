import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { toPrintable } from '../../src/text/printable.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hansou-process-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = join(inject('program'), 'cli.js');
const node = `"${process.execPath}" "${program}"`;
const shell = (command: string) => spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8', input: '' });

describe.skipIf(process.platform === 'win32')('the command line as a process', () => {
  it('returns exit codes, and prints nothing but results on standard output', () => {
    expect(shell(`${node} frob`)).toMatchObject({ status: 2, stdout: '' });
    expect(shell(`${node} search none.hansou q`)).toMatchObject({ status: 1, stdout: '' });
    const index = join(folder, 'a.hansou');
    const built = shell(`${node} build bench/paper/2022-09-05-A1.txt -o "${index}" --json`);
    expect(built).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(built.stdout)).toMatchObject({ skipped: [] });
    const found = shell(`${node} search "${index}" 苇渡镇 --json`);
    expect(found.status).toBe(0);
    expect(JSON.parse(found.stdout).total).toBeGreaterThan(0);
  });

  it('prints nothing of a file or of a library that could control the terminal', () => {
    writeFileSync(join(folder, 'a.md'), '---\n? [甲, "\u001b[31m"]\n: 值\n---\n正文\n');
    writeFileSync(join(folder, 'b.md'), '---\na: "\u001b[31m\n---\n正文\n');
    for (const [option, status] of [
      ['', 0],
      ['--strict', 1],
    ] as const) {
      const built = shell(`${node} build "${folder}"/*.md ${option} -o "${join(folder, 'b.hansou')}"`);
      expect(built.status, option).toBe(status);
      expect(built.stdout + built.stderr).not.toContain('\u001b');
      expect(built.stderr).not.toContain('Warning');
    }
  });

  it('prints JSON that could not control the terminal either, and is the same', () => {
    const title = '石桥\u009b31m通车\u202e\u2066\u007f';
    writeFileSync(join(folder, 'c.jsonl'), JSON.stringify({ id: '1', title, text: `何田\u009b2J走过${title}。` }));
    const index = join(folder, 'c.hansou');
    expect(shell(`${node} build "${folder}/c.jsonl" -o "${index}" --json`).status).toBe(0);
    const found = shell(`${node} search "${index}" 石桥 --json`);
    const cut = shell(`${node} segment --json "$(printf '石桥\\u009b2J')"`);
    for (const { stdout } of [found, cut]) expect(toPrintable(stdout.slice(0, -1))).toBe(stdout.slice(0, -1));
    expect(JSON.parse(found.stdout).hits[0].document.title).toBe(title);
    expect(
      JSON.parse(cut.stdout)
        .map(({ text }: { text: string }) => text)
        .join(''),
    ).toBe('石桥\u009b2J');
  });

  it('exits without an error when the reader closes the pipe early', () => {
    const { stdout, stderr } = shell(`${node} articles bench/paper/*.txt | head -1; echo \${PIPESTATUS[0]}`);
    expect(stdout).toMatch(/^bench\/paper\/2022-04-25-A1\.txt.+\n0\n$/);
    expect(stderr).toBe('');
  });

  it.skipIf(!existsSync('/dev/full'))('fails with one line when the output device is full', () => {
    const { status, stderr } = shell(`${node} articles bench/paper/2022-09-05-A1.txt > /dev/full`);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^hansou: the output was not written: .+\[IO\]\n$/);
  });

  it('has Node keep compiled code for the next run where it can', () => {
    const preload =
      'data:text/javascript,import m from "node:module"; m.enableCompileCache = () => console.log("kept");';
    const { status, stdout } = shell(`"${process.execPath}" --import '${preload}' "${program}" --version`);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^kept\n\d+\.\d+\.\d+\n$/) });
  });

  it('reads standard input', () => {
    expect(shell(`echo 今天天气好 | ${node} segment`)).toMatchObject({ status: 0, stdout: '今天天气 好\n' });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends its server on %s', async signal => {
    const serving = spawn(process.execPath, [program, 'serve', 'docs'], { cwd: root });
    const [line] = await once(serving.stdout, 'data');
    expect((await fetch(`${/http:\S+/.exec(String(line))![0]}names.md`)).status).toBe(200);
    serving.kill(signal);
    expect(await once(serving, 'exit')).toEqual([0, null]);
  });
});
