/** The index that `hansou build --update` writes answers as the one that a whole build writes. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { MemorySource } from '../../../src/bytes/byte-source.ts';
import { Container } from '../../../src/bytes/container.ts';
import { indexFormat, SectionKind } from '../../../src/index/section-kinds.ts';
import { openIndex } from '../../../src/search-index.ts';
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

/** Records without faults, whose ids other files have too: which file has an id first may change. */
const records = fc
  .tuple(fc.constantFrom('a1.jsonl', 'n.jsonl', 'zzz.jsonl'), fc.uniqueArray(id, { minLength: 1, maxLength: 3 }), lines)
  .map(([name, ids, text]) => [name, ids.map(each => JSON.stringify({ id: each, text })).join('\n')] as const);

/** A file: its name and content. */
const file: fc.Arbitrary<readonly [name: string, content: string | Buffer]> = fc.oneof(
  { weight: 4, arbitrary: records },
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
const name = file.map(([each]) => each);
/** A change: files that are written, one that goes, one that gets another name, and whether there is a dictionary. */
const change = fc.record({
  written: fc.array(file, { maxLength: 3 }),
  removed: fc.option(name),
  renamed: fc.option(fc.tuple(name, name)),
  hasDictionary: fc.boolean(),
});
const dictionary = join(top, 'names.txt');

function write(files: readonly (readonly [name: string, content: string | Buffer])[]): void {
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

function rename(from: string, to: string): void {
  if (!existsSync(join(folder, from))) return;
  mkdirSync(dirname(join(folder, to)), { recursive: true });
  renameSync(join(folder, from), join(folder, to));
}

/** Files that never change, around those that do: long enough that their texts have a code. */
const constantFiles = ['0.md', 'b0.txt', 'zz.md'].map((name, i) => {
  const days = Array.from({ length: 150 }, (_, day) => `第${i * 150 + day}天，云汀县石桥村的村民在桥头等候渡船。`);
  return [name, `# 渡口\n\n${days.join('\n\n')}`] as const;
});
const queries = [
  '石桥村通车',
  '"开放三天"',
  '陈小满',
  '何田',
  '县图书馆有多少读者？',
  '渡船',
  'tushuguan',
  '修桥的历史',
  '图书棺',
];
const fields = 'abcdefgz'.split('');

/** The sections whose bytes depend on the code of texts, and on how often it was merged. */
const sectionsOfCode: readonly number[] = [
  SectionKind.Documents,
  SectionKind.DocumentStarts,
  SectionKind.TextCode,
  SectionKind.Opening,
  SectionKind.Attachment,
];

/** All of an index but the code of its texts: its other sections, its documents, and what searches answer. */
function describeIndex(bytes: Uint8Array) {
  const container = Container.open(indexFormat, new MemorySource(bytes));
  const sections = container.directory
    .filter(({ kind }) => !sectionsOfCode.includes(kind))
    .map(({ kind, ordinal }) => ({
      kind,
      ordinal,
      bytes: Buffer.from(container.findSection(kind, ordinal)!.bytes()).toString('base64'),
    }));
  const index = openIndex(bytes);
  index.verify();
  const all = index.search({ not: { words: '无此词' } }, { limit: 1000, snippet: false });
  return {
    sections,
    documents: all.hits.map(({ id }) => index.get(id)),
    answers: queries.map(query => index.search(query, { limit: 1000, exactTotal: true, facets: { file: 20 } })),
    suggestions: [...queries, ...fields].map(text => index.suggest(text)),
  };
}

const isReason = (line: string) => /: all (?:files are read|texts are cut again)$/.test(line);

async function build(output: string, ...options: string[]) {
  const { code, out, err } = await hansou(['build', folder, '-o', join(top, output), '--json', ...options]);
  const { files, bytes: size, ...report } = out === '' ? { files: undefined } : JSON.parse(out);
  const bytes = code === 2 || out === '' ? undefined : readFileSync(join(top, output));
  const reasons = err.split('\n').filter(line => isReason(line));
  const messages = err
    .split('\n')
    .filter(line => !isReason(line))
    .join('\n');
  expect(bytes?.length).toBe(size);
  return {
    files,
    reasons,
    bytes,
    result: { code, err: messages.replaceAll(output, 'index'), report, index: bytes && describeIndex(bytes) },
  };
}

it('answers, counts and says what a whole build does, after any changes', { timeout: 240_000 }, async () => {
  const counts = { reused: 0, read: 0, merged: 0, whole: 0, otherDictionary: 0, sameBytes: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(file, { minLength: 2, maxLength: 8 }),
      fc.array(change, { maxLength: 4 }),
      fc.boolean(),
      async (files, changes, hasConstantFiles) => {
        rmSync(folder, { recursive: true, force: true });
        write([
          ...files,
          ['2022-09-05-A1.txt', firstPage],
          ['2022-09-05-A2.txt', firstPage],
          ...(hasConstantFiles ? constantFiles : [['always.md', '常在'] as const]),
        ]);
        writeFileSync(dictionary, '石桥村新桥\n');
        await build('old');
        for (const { written, removed, renamed, hasDictionary } of changes) {
          write(written);
          if (removed !== null) rmSync(join(folder, removed), { force: true });
          if (renamed !== null) rename(...renamed);
          const options = hasDictionary ? ['--dict', dictionary] : [];
          const updated = await build('new', '--update', join(top, 'old'), ...options);
          const whole = await build('whole', ...options);
          expect(updated.result).toEqual(whole.result);
          if (updated.bytes && whole.bytes?.equals(updated.bytes)) counts.sameBytes++;
          counts.reused += updated.files.unchanged;
          counts.read += updated.files.read;
          counts[updated.reasons.length > 0 ? 'whole' : 'merged']++;
          if (updated.reasons.some(reason => reason.includes('another dictionary'))) counts.otherDictionary++;
          cpSync(join(top, 'new'), join(top, 'old'));
        }
      },
    ),
    { numRuns: 35 },
  );
  // Some files are reused, and some read; some indexes are merged, and some are not.
  expect(Math.min(counts.reused, counts.read)).toBeGreaterThan(50);
  expect(counts.merged).toBeGreaterThan(15);
  expect(Math.min(counts.whole, counts.otherDictionary, counts.sameBytes)).toBeGreaterThan(5);
});
