import { describe, expect, it } from 'vitest';
import { readAs, readOne, type TestOptions } from './test-context.ts';

const read = (html: string, options?: TestOptions) => readOne('html', 'a.html', html, options);
const page = (head: string, body: string) => `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;

describe('the text of a web page', () => {
  it('is the main text without its surroundings, which are named', async () => {
    const html = page(
      '<title>新桥通车 - 云汀日报</title><meta name="author" content="何田、董小满"><meta name="PubDate" content="2022-09-05 08:30">',
      '<header>站名</header><nav>首页 新闻</nav><article><h1>新桥通车</h1><p>石桥村的新\n桥今天通车，<b>村民</b>走过。</p>' +
        '<script>var a="脚本"</script><!-- 注释 --><p>第二段&amp;完</p></article><aside>推荐</aside><footer>版权</footer>',
    );
    const { documents, leftOut } = await readAs('html', 'a.html', html);
    expect(documents).toEqual([
      {
        id: 'a.html',
        title: '新桥通车',
        body: '石桥村的新桥今天通车，村民走过。\n第二段&完',
        author: ['何田', '董小满'],
        date: '2022-09-05',
        url: '/a.html',
        file: 'a.html',
      },
    ]);
    const named = Object.fromEntries(leftOut);
    expect(named.navigation).toBe('站名\n首页 新闻\n推荐\n版权');
    expect(named.script).toBe('var a="脚本"');
    expect(named.comment).toBe(' 注释 ');
  });

  it('is the body without navigation when there is no main element, with the title of the head', async () => {
    const html = page(
      '<title> 新桥 </title><link rel="canonical" href="https://a.example/1">',
      '<header>站名</header><div>正文<br>第二行</div><footer>版权</footer><p hidden>无</p>',
    );
    expect(await read(html)).toEqual({
      id: 'a.html',
      title: '新桥',
      body: '正文\n第二行',
      url: 'https://a.example/1',
      file: 'a.html',
    });
  });

  it('is that of a form which holds it, without menus of links', async () => {
    const html = page(
      '<title>石桥村新桥通车_苇塘县人民政府</title>',
      '<form id="form1"><input type="hidden" value="x"><div class="nav"><a href="/">首页</a> <a href="/b">政务公开</a></div>' +
        '<div>发布时间：2022-09-05 来源：苇塘县融媒体中心</div><div id="zoom"><p>九月五日，新桥通车。</p><p>董小满第一个走过。</p></div></form>',
    );
    expect(await read(html)).toMatchObject({
      title: '石桥村新桥通车',
      body: '发布时间：2022-09-05 来源：苇塘县融媒体中心\n九月五日，新桥通车。\n董小满第一个走过。',
      date: '2022-09-05',
      source: ['苇塘县融媒体中心'],
    });
  });

  it('is the main cell of a page laid out by a table', async () => {
    const row =
      '<tr><td><ul><li><a href="1">防汛会议</a></li><li><a href="2">小学开学</a></li></ul></td><td><h1>新桥通车</h1>' +
      '<p>2022年09月05日 来源：苇塘日报 记者 何田</p><p>县里说，明年还要修两座桥，到时候全乡二十三个村都能走上水泥桥。</p></td></tr>';
    expect(await read(page('<title>新桥通车--苇塘新闻网</title>', `<table>${row}</table>`))).toMatchObject({
      title: '新桥通车',
      body: '2022年09月05日 来源：苇塘日报 记者 何田\n县里说，明年还要修两座桥，到时候全乡二十三个村都能走上水泥桥。',
      author: ['何田'],
      date: '2022-09-05',
    });
  });

  it('is the list itself of a page of nothing but links', async () => {
    expect(
      (await read(page('', '<ul><li><a href="1">防汛会议</a></li><li><a href="2">小学开学</a></li></ul>'))).body,
    ).toBe('防汛会议\n小学开学');
  });

  it('of a page whose whole text is ignored is left out with the page', async () => {
    const page = (name: string) =>
      `<title>石桥村</title><body><div class="${name}"><main><h1>石桥村</h1><p>新桥今天通车了，村民高兴。</p></main></div>`;
    const whole = await readAs('html', 'a.html', page('why'), { ignore: '.why' });
    expect(whole.documents).toEqual([]);
    expect(whole.leftOut).toEqual([['ignored', page('why')]]);
    const { documents } = await readAs('html', 'a.html', page('how'), { ignore: '.why' });
    expect(documents.map(({ title }) => title)).toEqual(['石桥村']);
  });

  it('is chosen by --root and --ignore', async () => {
    const html = page('', '<main>正文<p class="ad">广告</p></main><div id="extra">附录一二三四五六七八九十</div>');
    expect((await read(html, { root: '#extra' })).body).toBe('附录一二三四五六七八九十');
    const { documents, leftOut } = await readAs('html', 'a.html', html, { root: 'main', ignore: '.ad' });
    expect(documents).toMatchObject([{ body: '正文' }]);
    expect(leftOut).toContainEqual(['ignored', '广告']);
    await expect(read(html, { root: 'a[' })).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
  });

  it('contains nested main elements once, and one inside an excluded element', async () => {
    const { user } = process.cpuUsage();
    expect((await read(`${'<article>'.repeat(20_000)}深`)).body).toBe('深');
    expect(process.cpuUsage().user - user).toBeLessThan(20_000_000);
    const inner = '<article>石桥村的新桥今天通车，村民不再绕路。</article>';
    expect((await read(`<main>短<aside>${inner}</aside></main>`)).body).toBe('石桥村的新桥今天通车，村民不再绕路。');
    expect((await read(`<main>前${inner}后</main>`)).body).toBe('前\n石桥村的新桥今天通车，村民不再绕路。\n后');
  });

  it('is read from elements nested twenty thousand levels deep, and from text that is not HTML', async () => {
    expect((await read(`${'<b>'.repeat(20_000)}深`)).body).toBe('深');
    expect((await read('没有标签')).body).toBe('没有标签');
    expect(await readAs('html', 'a.html', '<html>')).toEqual({ documents: [], leftOut: [['no text', '']] });
  });

  it('has a section at each heading, with its own anchor or that of a link in it', async () => {
    const { title, body, headings, sections } = await read(
      '<main><h1>手册</h1><p>开头。</p><h2 id="a">施工</h2><p>测水深。</p><h2><a name="b"></a>通车 <em>仪式</em></h2><p>走过。</p></main>',
    );
    expect({ title, body, headings }).toEqual({
      title: '手册',
      body: '开头。\n施工\n测水深。\n通车 仪式\n走过。',
      headings: '施工\n通车 仪式',
    });
    expect(sections).toEqual([
      { title: '施工', anchor: 'a', start: 4 },
      { title: '通车 仪式', anchor: 'b', start: 12 },
    ]);
  });
});

describe('the metadata of a web page', () => {
  it('come from the meta elements of government sites and from <time>', async () => {
    const html = page(
      '<title>x</title><meta name="ArticleTitle" content="通知"><meta name="publishdate" content="2022年9月5日">',
      '<main>正文</main>',
    );
    expect(await read(html)).toMatchObject({ title: '通知', date: '2022-09-05', body: '正文' });
    const timed = page('', '<main><time datetime="2022-09-05T08:00">昨天</time>正文</main>');
    expect(await read(timed)).toMatchObject({ date: '2022-09-05' });
  });

  it('come from JSON-LD', async () => {
    const data =
      '{"@graph":[{"@type":"WebSite"},{"@type":"NewsArticle","headline":"新桥","datePublished":"2022-09-05T08:00","author":[{"name":"何田"}],"publisher":{"name":"苇塘日报"}}]}';
    expect(await read(page(`<script type="application/ld+json">${data}</script>`, '<main>正文</main>'))).toMatchObject({
      title: '新桥',
      date: '2022-09-05',
      author: ['何田'],
      source: ['苇塘日报'],
    });
  });

  it.each([
    ['石桥 | 云汀', '石桥', '石桥'],
    ['石桥 - 某某某', '石桥', '石桥'],
    ['石桥—某某某', '石桥', '石桥'],
    ['石桥-通车', '石桥', '石桥-通车'],
    ['石桥通车', '石桥', '石桥通车'],
    ['通车 | 石桥', '石桥', '通车 | 石桥'],
  ])('have the title %j with the headline %j: %j', async (given, headline, title) => {
    const html = page(`<meta property="og:title" content="${given}">`, `<main><h1>${headline}</h1><p>正文</p></main>`);
    expect((await read(html)).title).toBe(title);
  });

  it('have no name of the site behind the title', async () => {
    for (const [title, expected] of [
      ['新桥通车_苇塘新闻网', '新桥通车'],
      ['新桥通车 | Vue.js', '新桥通车'],
      ['新桥通车-要闻-苇塘网', '新桥通车-要闻-苇塘网'],
      ['上游 | 下游', '上游 | 下游'],
      ['新桥--苇塘日报--苇塘新闻网', '新桥'],
    ])
      expect((await read(page(`<title>${title}</title>`, '<main>正文</main>'))).title).toBe(expected);
  });
});

describe('a page prepared for Pagefind', () => {
  const html = page(
    '<meta data-pagefind-filter="作者[content]" content="何田"><meta data-pagefind-default-meta="图[content]" content="a.png">',
    '<nav>首页</nav><div data-pagefind-body><h1 data-pagefind-meta="title">新桥</h1><p data-pagefind-filter="类:要闻">正文</p>' +
      '<p data-pagefind-ignore>略去<i data-pagefind-filter="类">桥梁</i></p><p data-pagefind-ignore="all"><i data-pagefind-filter="类">无</i></p>' +
      '<time data-pagefind-sort="date[datetime], 序:3" datetime="2022-09-05">昨天</time><img alt="图甲" title="图乙" data-pagefind-index-attrs="title">' +
      '<p data-pagefind-weight="5">重要</p></div><p>别处</p>',
  );

  it('has the text, filters, metadata and order that its attributes say', async () => {
    const { documents, leftOut } = await readAs('html', 'a.html', html);
    expect(documents).toEqual([
      {
        id: 'a.html',
        title: '新桥',
        body: '正文\n昨天 图乙 图甲\n重要',
        headings: '重要',
        filters: ['作者:何田', '类:要闻', '类:桥梁'],
        date: '2022-09-05',
        url: '/a.html',
        file: 'a.html',
        more: { 图: 'a.png', sort: { date: '2022-09-05', 序: '3' } },
      },
    ]);
    expect(leftOut).toContainEqual(['navigation', '首页\n别处']);
    expect(leftOut).toContainEqual(['ignored', '略去\n桥梁\n无']);
  });

  it('is left out by name without a data-pagefind-body that other pages have', async () => {
    const other = page('', '<main>正文</main>');
    expect(await readAs('html', 'a.html', other, { needsPagefindBody: true })).toEqual({
      documents: [],
      leftOut: [['unmarked page', other]],
    });
    expect((await readAs('html', 'a.html', html, { needsPagefindBody: true })).documents).toHaveLength(1);
  });
});

describe('a page of Jekyll before it is built', () => {
  it('has the title, address and date of its front matter, and no tags of the template', async () => {
    const text = '---\ntitle: 主页\npermalink: /index/\ndate: 2022-09-05\n---\n{% if a %}<p>正文</p>{% endif %}';
    const { documents } = await readAs('html', 'a.html', text);
    expect(documents).toMatchObject([{ title: '主页', url: '/index/', date: '2022-09-05', body: '正文' }]);
  });

  it('is left out as a draft', async () => {
    const text = '---\npublished: false\n---\n<p>正文</p>';
    expect(await readAs('html', 'a.html', text)).toEqual({ documents: [], leftOut: [['draft', text]] });
  });
});

describe('a template', () => {
  const long = '九月五日，石桥村的新桥通车，村民董小满第一个走过新桥，笑得合不拢嘴。';

  it('is left out, and hides no text outside of it', async () => {
    const { documents, leftOut } = await readAs(
      'html',
      'a.html',
      `<body><template><p>${long}</p></template><p>外面的字</p>`,
    );
    expect(documents.map(({ body }) => body)).toEqual(['外面的字']);
    expect(leftOut).toEqual([['script', long]]);
  });

  it('is text inside of a component', async () => {
    const { documents } = await readAs(
      'html',
      'a.html',
      `<x-a><template shadowrootmode="open"><p>${long}</p></template></x-a>`,
    );
    expect(documents.map(({ body }) => body)).toEqual([long]);
  });
});

describe('readings above characters', () => {
  it('are left out, so that the characters stand together, in a heading too', async () => {
    const ruby = '<ruby>漢<rp>(</rp><rt>甲</rt><rp>)</rp></ruby><ruby>字<rt>乙</rt></ruby>';
    const { documents, leftOut } = await readAs(
      'html',
      'a.html',
      `<main><h1>${ruby}题</h1><p>看${ruby}和正文里的字</p></main>`,
    );
    expect(documents).toMatchObject([{ title: '漢字题', body: '看漢字和正文里的字' }]);
    expect(leftOut.map(([kind, text]) => [kind, text.replace(/[\n()]/g, '')])).toEqual([['ruby', '甲乙甲乙']]);
  });
});
