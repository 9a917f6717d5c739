/** Law of reading: every Han character of a file stands in a field of some document, or in a part that is left out by name. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentFields, type FileDocument } from '../../../src/node/reading/document.ts';
import type { FileFormat } from '../../../src/node/reading/format.ts';
import { readAs } from '../../unit/node/reading/formats/test-context.ts';

/** The text and keyword fields of a document, as text. */
function searchableText(document: FileDocument): string {
  return Object.entries(documentFields)
    .filter(([name, { type }]) => (type === 'text' || type === 'keyword') && name !== 'file')
    .map(([name]) => String(document[name as keyof FileDocument] ?? ''))
    .join('\n');
}

/** Han characters in the order of their code points, each used once in a file, so that none is mistaken for another. */
function* distinctHan(): Generator<string> {
  for (let point = 0x4e00; point < 0x9fa0; point++) yield String.fromCharCode(point);
}

/** Builds files out of pieces: each `字` in a template is replaced by a character of its own. */
async function expectNothingLost(format: FileFormat, path: string, template: string): Promise<void> {
  const characters = distinctHan();
  const content = template.replace(/字/g, () => characters.next().value as string);
  const { documents, leftOut } = await readAs(format, path, content);
  const kept = new Set([...documents.map(searchableText), ...leftOut.map(([, text]) => text)].join(''));
  const lost = [...content].filter(each => /\p{Script=Han}/u.test(each) && !kept.has(each));
  expect({ lost, content: lost.length > 0 ? content : '' }).toEqual({ lost: [], content: '' });
}

const sometimes = (pieces: readonly string[], separator: string, frame: (content: string) => string) =>
  fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 25 }).map(parts => frame(parts.join(separator)));

const markdown = sometimes(
  [
    '# 字字',
    '## 字 `字` {#a字}',
    '字字字，字字。',
    '字字\n字字',
    '- 字\n  - 字\n- [x] 字',
    '1. 字\n\n   字',
    '> 字\n> [!NOTE] 字',
    '```字 字\n字\n```',
    '    字',
    '| 字 | **字** |\n|---|---|\n| 字 | `字` | 字 |',
    '![字](字.png "字") [字](/字 "字") [字][字]',
    '[字]: /字 "字"',
    '字[^字]\n\n[^字]: 字',
    '<!-- 字 -->',
    '<div title="字">字<b>字</b></div>',
    '<script>字</script>',
    '字<Badge text="字" />字',
    ':::tip 字\n字\n:::',
    '::: details[字]{title="字"}\n\n字\n\n:::',
    '!!! note "字"\n    字',
    '[[字|字]] ![[字]] ==字== %%字%% {/* 字 */}',
    'import 字 from "字"',
    '**字：**字 ~~字~~ *字*',
    '字\n===\n',
    '---',
    '{{ 字 }} $字$ :字:',
    '<ruby>字<rp>字</rp><rt>字</rt></ruby>字',
    '> [!warning]- 字\n> 字',
    '字  \n字\\\n字',
    'import {\n  字,\n} from "字"',
    '<Tabs label="字">\n字\n</Tabs>',
    '<Card\n  title="字"\n  href="/字"\n>\n字\n</Card>',
    "字<Tabs items={[\"字\", '字']} label={'字'} {...字}>字</Tabs>",
    '## 字 <Badge text="字" /> `<B text={字}>`',
    '<Tab title={`字`} x={字 字} /> <Tab title="字',
    '~~~\n<Card title={字}\n字>\n~~~',
    '<my-card title="字" :label="字" tip=字></my-card>',
  ],
  '\n\n',
  body =>
    `---\ntitle: 字\ntags: [字, 字]\n# 字\nauthor: {name: 字, name: 字}\nother: 字\nother: [字]\n字: 字\n---\n${body}`,
);

/** Text between two rules, at the head of a file, that is no front matter. */
const ruled = sometimes(
  ['字字', '字：字', '- 字\n- 字', '* 字', '[字, 字]', '"字', '&字 *字', '字字\n字', '# 字'],
  '\n\n',
  body => `---\n${body}\n---\n\n字`,
);

/** Front matter of keys that are valid and keys that are not. */
const brokenMatter = (language: '---' | '+++', equals: string) =>
  sometimes(
    [
      `title${equals}字: 字`,
      `title${equals}[字] 字`,
      `tags${equals}[字, 字`,
      `字${equals}"字" 字`,
      `字${equals}"字`,
      `description${equals} |\n  字\n 字`,
      `author${equals}\n  - 字\n - 字`,
      `tags${equals}["字", "字"] # 字`,
      `字${equals}"字" # 字`,
      '# 字',
      '字',
      '- 字',
      '[字]',
      '[字',
      `字${equals}'''字\n字''' 字`,
      `"字": {字: 字`,
      '字：字',
      'title:字',
    ],
    '\n',
    body => `${language}\nx${equals}"a" b\n${body}\n${language}\n\n字`,
  );

const html = sometimes(
  [
    '<h1>字</h1>',
    '<h2 id="字">字<a name="x">字</a></h2>',
    '<p>字字<br>字</p>',
    '<p>字，字。<a href="/字">字</a></p>',
    '<h1>字<!-- 字 --><script>字</script><ruby>字<rt title="字">字</rt></ruby></h1>',
    '<p><ruby>字<rp>字</rp><rt>字</rt></ruby>字</p>',
    '<p hidden="until-found">字</p>',
    '<nav>字</nav>',
    '<ul><li><a href="#">字</a></li><li><a href="#">字</a></li></ul>',
    '<header>字</header>',
    '<footer>字</footer>',
    '<main><p>字字字字字字字字字字字字</p></main>',
    '<article>字字字字字字字字字字字字</article>',
    '<aside>字</aside>',
    '<form>字<input value="字"><button>字</button><textarea>字</textarea></form>',
    '<table><caption>字</caption><tr><td>字</td><th>字</th></tr></table>',
    '<img alt="字" title="字">',
    '<script>字</script><style>字</style><noscript>字</noscript>',
    '<template>字</template>',
    '<svg><text>字</text></svg>',
    '<!-- 字 -->',
    '<p hidden>字</p>',
    '<details><summary>字</summary>字</details>',
    '<div data-pagefind-ignore>字<i data-pagefind-meta="字:字">字</i></div>',
    '<div data-pagefind-body>字<p data-pagefind-filter="字:字" data-pagefind-weight="3">字</p></div>',
    '字',
    '<p>字<p>字</div>字',
    '<time datetime="2022-09-05">字</time>',
    '<select><option>字</option></select><iframe>字</iframe><math><mi>字</mi></math>',
  ],
  '\n',
  body =>
    `<!doctype html><html><head><title>字</title><meta name="description" content="字"><meta name="author" content="字"></head><body>${body}</body></html>`,
);

const plain = sometimes(
  [
    '第一章 字字',
    '字字字字，字字。',
    '字字',
    '○ 字字',
    '○ 字字/〔字〕字字',
    '作者：字字',
    '',
    '　　字字字。',
    '字 字 字',
  ],
  '\n',
  body => body,
);

const page = sometimes(
  [
    '字字日报 2022年9月5日 星期一 第3版',
    '字字字字字字字字',
    '本报讯（记者字字字）字字字字，字字字字字字字字字字，字字字字字字。\n字字字字字字字字字字字字字字字字字字。',
    '本报讯 （通讯员 字字 字字字） 字字字字字，字字字字字字。',
    '字字字字字，字字字字字字字，字字字字字字字字，字字字字字。字字字字字字字字字字。',
    '责任编辑：字字　校对：字字',
    '字字字 摄',
    '（下转第3版）',
    '□ 本报记者 字字 通讯员 字字字',
    '',
    '字字　　字字　　字字',
    '电话：字字',
    'A3',
  ],
  '\n',
  body => `本报讯（记者字字字）字字字字，字字字字字字字字字字，字字字字字字。\n${body}`,
);

const srt = sometimes(
  [
    '1\n00:00:01,000 --> 00:00:02,000\n字字 <i>字</i>\n',
    '2\n00:00:03,000 --> 00:00:04,000 字\n{\\an8}字\n',
    'NOTE 字\n字\n',
    'STYLE\n字\n',
    '3\n00:00:05.000 --> 00:00:06.000\n<v 字>字</v><c.字>字</c><ruby>字<rt>字</rt></ruby>\n',
    '<font face="字">字</font>\\N字',
    '[ar:字]',
    '字',
  ],
  '\n',
  body => body,
);
const ass = sometimes(
  [
    'Dialogue: 0,0:00:01.00,0:00:02.00,字,字,0,0,0,,{\\an8字}字\\N字',
    'Dialogue: 0,0:00:01.00,0:00:02.00,字,字,0,0,0,,{\\p1}m 0 字{\\p0}字',
    'Comment: 0,0:00:01.00,0:00:02.00,字,,0,0,0,,字',
    '; 字',
    'Style: 字,Arial',
  ],
  '\n',
  body => `[Script Info]\nTitle: 字\n${body}\nDialogue: 0,0:00:01.00,0:00:02.00,x,,0,0,0,,字`,
);

describe('a reader loses no Han character', () => {
  it.each([
    ['markdown', 'a.md', markdown],
    ['markdown', 'b.md', ruled],
    ['markdown', 'c.md', brokenMatter('---', ': ')],
    ['markdown', 'd.md', brokenMatter('+++', ' = ')],
    ['html', 'a.html', html],
    ['text', 'a.txt', plain],
    ['pages', 'a.txt', page],
    ['subtitles', 'a.srt', srt],
    ['subtitles', 'a.ass', ass],
  ] as const)('of %s (%s)', async (format, path, files) => {
    await fc.assert(
      fc.asyncProperty(
        files.filter(text => /字/.test(text)),
        async template => {
          await expectNothingLost(format, path, template).catch(error => {
            // A file that is refused is named with its error.
            if ((error as { code?: string }).code !== 'BAD_FILE') throw error;
          });
        },
      ),
      { numRuns: 150 },
    );
  });
});
