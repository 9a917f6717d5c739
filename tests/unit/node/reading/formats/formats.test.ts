import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../../../src/node/reading/formats/html/read-html.ts';
import { plainMarkdown } from '../../../../../src/node/reading/formats/markdown/plain-markdown.ts';
import { readMarkdown } from '../../../../../src/node/reading/formats/markdown/read-markdown.ts';
import { readPlainText } from '../../../../../src/node/reading/formats/text/read-plain-text.ts';
import { repairText } from '../../../../../src/text/repair-text.ts';
import type { RepairedText } from '../../../../../src/text/repaired-text.ts';

describe('Markdown', () => {
  it('takes title, authors, date and address from the front matter and keeps its other keys', () => {
    const text =
      '---\ntitle: 新桥通车\ndate: 2022-09-05\nauthors: [何田, 董小满]\nurl: /a/1\ntags: [桥]\ndraft: false\n---\n\n正文第一段。\n';
    expect(readMarkdown('a.md', text)).toEqual({
      id: 'a.md',
      title: '新桥通车',
      body: '正文第一段。',
      author: ['何田', '董小满'],
      date: '2022-09-05',
      url: '/a/1',
      file: 'a.md',
      tags: ['桥'],
      more: { draft: false },
    });
  });

  it('takes the first heading as the title when the front matter has none', () => {
    expect(readMarkdown('a.md', '# 新桥**通车** #\n\n正文。')).toMatchObject({ title: '新桥通车', body: '正文。' });
    expect(readMarkdown('a.md', '新桥通车\n====\n\n正文。')).toMatchObject({ title: '新桥通车', body: '正文。' });
    expect(readMarkdown('a.md', '```\n# 注释\n```\n\n# 新桥')).not.toHaveProperty('title');
    expect(readMarkdown('a.md', '---\ntitle: 甲\n---\n# 乙\n正文')).toMatchObject({ title: '甲', body: '乙\n正文' });
  });

  it('removes the markup and keeps the words', () => {
    const text = [
      '## 二级 ##',
      '> 引用 > 内',
      '- 一项',
      '1. 第一',
      '- [x] 完成',
      '**粗** *斜* ~~删~~ __粗__ snake_case_name 2*3*4',
      '[链接](http://a.example/x_(1) "题") ![图片](b.png) <https://c.example>',
      '`a*b*c` 和 \\*星\\*',
      '<b>标签</b><br/>',
      '| 甲 | 乙 |',
      '|---|:-:|',
      '| 1 | 2 |',
      '---',
      '<!-- 注\n释 -->尾',
      '[定义]: http://d.example',
    ].join('\n');
    expect(plainMarkdown(text)).toBe(
      [
        '二级',
        '引用 > 内',
        '一项',
        '第一',
        '完成',
        '粗 斜 删 粗 snake_case_name 234',
        '链接 图片 https://c.example',
        'a*b*c 和 *星*',
        '标签',
        '甲 乙',
        '1 2',
        '尾',
      ].join('\n'),
    );
  });

  it('keeps code unchanged', () => {
    expect(plainMarkdown('~~~js\n# a *b*\n~~~\n# 后')).toBe('# a *b*\n后');
  });

  it('takes linear time on any malformed text', () => {
    for (const piece of ['[', '*', '<a', '`', '# #', '- ', '| ', '_', '![](', '\\', ' ', '---\n', '<!--']) {
      const text = piece.repeat(200_000);
      const started = process.cpuUsage();
      plainMarkdown(`a${text}b`);
      readMarkdown('a.md', `---\n${text}`);
      const { user } = process.cpuUsage(started);
      // Quadratic time would be hours; the bound is not a measurement.
      expect(user, piece).toBeLessThan(20_000_000);
    }
  });

  it('throws BAD_FILE for front matter that is not YAML', () => {
    expect(() => readMarkdown('a.md', '---\ntitle: "a\nb: [\n---\nx')).toThrow(
      expect.objectContaining({ code: 'BAD_FILE', message: expect.stringContaining('front matter') }),
    );
  });
});

describe('HTML', () => {
  const page = (head: string, body: string) => `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;

  it('reads the main text without its surroundings', () => {
    const html = page(
      '<title>新桥通车 - 云汀日报</title><meta name="author" content="何田、董小满"><meta name="PubDate" content="2022-09-05 08:30">',
      '<header>站名</header><nav>首页 新闻</nav><article><h1>新桥通车</h1><p>石桥村的新\n桥今天通车，<b>村民</b>走过。</p>' +
        '<script>var a=1</script><p>第二段&amp;完</p></article><aside>推荐</aside><footer>版权</footer>',
    );
    expect(readHtml('a.html', html)).toEqual({
      id: 'a.html',
      title: '新桥通车',
      body: '石桥村的新桥今天通车，村民走过。\n第二段&完',
      author: ['何田', '董小满'],
      date: '2022-09-05',
      file: 'a.html',
    });
  });

  it('reads the body without navigation when there is no main element, and the title of the head', () => {
    const html = page(
      '<title> 新桥 </title><link rel="canonical" href="https://a.example/1">',
      '<header>站名</header><div>正文<br>第二行</div><footer>版权</footer><form>搜索<input></form><p hidden>无</p>',
    );
    expect(readHtml('a.html', html)).toEqual({
      id: 'a.html',
      title: '新桥',
      body: '正文\n第二行',
      url: 'https://a.example/1',
      file: 'a.html',
    });
  });

  it('reads date and title from the meta elements of government sites', () => {
    const html = page(
      '<title>x</title><meta name="ArticleTitle" content="通知"><meta name="publishdate" content="2022年9月5日">',
      '<main>正文</main>',
    );
    expect(readHtml('a.html', html)).toMatchObject({ title: '通知', date: '2022-09-05', body: '正文' });
    const timed = page('', '<main><time datetime="2022-09-05T08:00">昨天</time>正文</main>');
    expect(readHtml('a.html', timed)).toMatchObject({ date: '2022-09-05' });
  });

  it('reads nested main elements once, and finds one inside an excluded element', () => {
    const user = process.cpuUsage().user;
    expect(readHtml('a.html', `${'<article>'.repeat(20_000)}深`).body).toBe('深');
    expect(process.cpuUsage().user - user).toBeLessThan(5_000_000);
    const inner = '<article>石桥村的新桥今天通车，村民不再绕路。</article>';
    expect(readHtml('a.html', `<main>短<aside>${inner}</aside></main>`).body).toBe(
      '石桥村的新桥今天通车，村民不再绕路。',
    );
    expect(readHtml('a.html', `<main>前${inner}后</main>`).body).toBe('前\n石桥村的新桥今天通车，村民不再绕路。\n后');
  });

  it('reads elements nested twenty thousand levels deep, and text that is not HTML', () => {
    expect(readHtml('a.html', `${'<b>'.repeat(20_000)}深`).body).toBe('深');
    expect(readHtml('a.html', '没有标签').body).toBe('没有标签');
    expect(readHtml('a.html', '<html>').body).toBe('');
  });
});

describe('plain text', () => {
  it('has a short first line followed by an empty one as its title', () => {
    const document = readPlainText('2022-09-05-A1.txt', '新桥今天通车\n\n石桥村的新\n桥今 天 通 车，村民走过。\n');
    expect(document).toMatchObject({ title: '新桥今天通车', date: '2022-09-05', edition: 'A1', lines: [1, 4] });
    expect(String(document.body)).toBe(repairText('石桥村的新\n桥今 天 通 车，村民走过。\n').text);
  });

  it('maps its body to the whole file', () => {
    const text = '新桥今天通车\r\n\r\n石桥村的新桥今天通车，村民走过。\r\n';
    const body = readPlainText('a.txt', text).body as RepairedText;
    const start = body.text.indexOf('村民');
    const places = body.toSource({ start, end: start + 2 });
    expect(places.map(({ start, end }) => text.slice(start, end)).join('')).toBe('村民');
    expect(body.source).toBe(text);
  });

  it('has no title when the first line is a sentence, too long, or the only line', () => {
    for (const text of ['今天通车。\n\n村民走过。', `${'长'.repeat(41)}\n\n正文`, '一行\n', '第一行\n第二行\n\n第三行'])
      expect(readPlainText('a.txt', text), text).not.toHaveProperty('title');
  });
});
