/** The index that `hansou build --update` writes is the one that a whole build writes. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { hansou } from '../../cli/streams.ts';
import { minimalPdf } from '../../unit/node/reading/formats/minimal-pdf.ts';

const top = mkdtempSync(join(tmpdir(), 'hansou-update-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
const folder = join(top, '文');

const sentence = fc.constantFrom(
  '石桥村新桥今天通车。',
  '村民陈小满在桥头卖鱼。',
  '县图书馆开放三天，读者两千人。',
  '（记者 何田）',
  '第二章 修桥',
  '# 桥的历史',
  '本报讯 9月5日，云汀县',
);
const lines = fc.array(sentence, { minLength: 1, maxLength: 5 }).map(list => list.join('\n'));
const id = fc.constantFrom('a', 'b', 'c', 'd');
const pageText = lines.map(text => `云汀日报 2022年9月5日 第1版\n石桥村通车\n本报讯 ${text}\n（何田）\n`);

const firstPage = '云汀日报 2022年9月5日 第1版\n石桥村通车\n本报讯 石桥村新桥今天通车。\n（何田）\n';

/** A file: its name and content. */
const file: fc.Arbitrary<readonly [name: string, content: string | Buffer]> = fc.oneof(
  fc.tuple(fc.constantFrom('a.md', 'sub/b.md', 'c.md'), lines),
  fc.tuple(
    fc.constantFrom('d.md'),
    lines.map(text => `---\ndraft: true\n---\n${text}`),
  ),
  fc.tuple(fc.constantFrom('e.txt', 'z/f.txt'), lines),
  // Two pages of one day are read together.
  fc.tuple(fc.constantFrom('2022-09-05-A1.txt', '2022-09-05-A2.txt'), pageText),
  // Ids that occur twice, in one file or two, and lines that are none.
  fc.tuple(
    fc.constantFrom('g.jsonl', 'h.jsonl'),
    fc
      .array(fc.tuple(id, lines), { minLength: 1, maxLength: 3 })
      .map(list => `${list.map(([each, text]) => JSON.stringify({ id: each, text })).join('\n')}\n{`),
  ),
  fc.tuple(
    fc.constantFrom('i.html', 'k.html'),
    fc
      .tuple(lines, fc.constantFrom('', ' data-pagefind-body'))
      .map(([text, mark]) => `<nav>首页 目录</nav><main${mark}><h1>桥</h1><p>${text}</p></main>`),
  ),
  fc.tuple(
    fc.constant('l.pdf'),
    lines.map(text => Buffer.from(minimalPdf([[{ text, x: 50, y: 700, size: 9 }]]))),
  ),
  fc.tuple(fc.constantFrom('README.md', 'm.png'), lines),
);
/** A change: files that are written, and one that goes. */
const change = fc.record({ written: fc.array(file, { maxLength: 3 }), removed: fc.option(file.map(([name]) => name)) });

function write(files: readonly (readonly [name: string, content: string | Buffer])[]): void {
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

async function build(output: string, ...options: string[]) {
  const { code, out, err } = await hansou(['build', folder, '-o', join(top, output), '--json', ...options]);
  const { files, ...report } = out === '' ? { files: undefined } : JSON.parse(out);
  const bytes = code === 2 || out === '' ? undefined : readFileSync(join(top, output));
  return { files, result: { code, err: err.replaceAll(output, 'index'), report, bytes } };
}

it('gives the bytes, the counts and the messages of a whole build after any changes', {
  timeout: 240_000,
}, async () => {
  let reused = 0;
  let read = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(file, { minLength: 2, maxLength: 8 }),
      fc.array(change, { maxLength: 3 }),
      async (files, changes) => {
        rmSync(folder, { recursive: true, force: true });
        write([...files, ['2022-09-05-A1.txt', firstPage], ['2022-09-05-A2.txt', firstPage], ['always.md', '常在']]);
        await build('old');
        for (const { written, removed } of changes) {
          write(written);
          if (removed !== null) rmSync(join(folder, removed), { force: true });
          const updated = await build('new', '--update', join(top, 'old'));
          const whole = await build('whole');
          expect(updated.result).toEqual(whole.result);
          reused += updated.files.unchanged;
          read += updated.files.read;
          cpSync(join(top, 'new'), join(top, 'old'));
        }
      },
    ),
    { numRuns: 60 },
  );
  // Some files are reused, and some read.
  expect(Math.min(reused, read)).toBeGreaterThan(50);
});
