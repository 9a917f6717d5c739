/** Serves pages with `<hansou-search>` for tests, on this machine only, on a line as slow as a test wants. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { bundleElement } from '../../../bench/demo/element-script.ts';
import { createIndex, date, keyword, Lexicon, stored, text } from '../../../src/index.ts';

/** What is at an address. */
interface Answer {
  readonly type?: string;
  readonly body: string | Uint8Array;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body is sent in this number of pieces, with `pauseMs` before each. */
  readonly pieces?: number;
  readonly pauseMs?: number;
  /** Whether a part of the body can be asked for. */
  readonly ranges?: boolean;
}

export interface Pages {
  readonly url: string;
  /** The paths that were asked for, in order. */
  readonly requests: string[];
  /** Bytes of the bodies of all answers. */
  readonly sentBytes: number;
  /** Sets what is at a path; with `null`, nothing is there. */
  set(path: string, answer: Answer | string | null): void;
  close(): Promise<void>;
}

/** Serves `/element.js` with its parts, `/site.hansou` and what `set` adds. A string is the body of an HTML page. */
export async function servePages(index: Uint8Array): Promise<Pages> {
  const { script, parts } = await bundleElement();
  const answers = new Map<string, Answer>([
    ['/element.js', { type: 'text/javascript', body: script }],
    ...Object.entries(parts).map(([name, body]): [string, Answer] => [`/${name}`, { type: 'text/javascript', body }]),
    ['/site.hansou', { type: 'application/octet-stream', body: index, ranges: true }],
  ]);
  const requests: string[] = [];
  let sentBytes = 0;
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').split('?')[0];
    requests.push(path);
    const answer = answers.get(path);
    if (!answer) return void response.writeHead(404).end();
    const { type = 'text/html', headers, pieces = 1, pauseMs = 0, ranges = false } = answer;
    let { status = 200 } = answer;
    let body = Buffer.from(answer.body as string);
    const [, from, to] = (ranges && /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '')) || [];
    if (from !== undefined && status === 200) {
      const { length } = body;
      const start = from === '' ? Math.max(0, length - Number(to)) : Number(from);
      const end = from === '' || to === '' ? length : Math.min(length, Number(to) + 1);
      response.setHeader('content-range', `bytes ${start}-${end - 1}/${length}`);
      status = 206;
      body = body.subarray(start, end);
    }
    sentBytes += body.length;
    response.writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      'content-length': String(body.length),
      ...headers,
    });
    const size = Math.ceil(body.length / pieces);
    for (let at = 0; at < body.length && !response.destroyed; at += size) {
      if (pauseMs > 0) await wait(pauseMs);
      response.write(body.subarray(at, at + size));
    }
    return void response.end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    get sentBytes() {
      return sentBytes;
    },
    set(path, answer) {
      if (answer === null) answers.delete(path);
      else answers.set(path, typeof answer === 'string' ? { body: answer } : answer);
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An HTML page whose body is `content`. */
export function page(content: string, head = '', attributes = 'lang="zh"'): string {
  return `<!doctype html><html ${attributes}><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>云汀</title>${head}<body><main>${content}</main><script src="/element.js"></script></body></html>`;
}

/** An invented site: pages with addresses and articles without, with authors, editions and dates. */
export function sampleSite(): Uint8Array {
  const index = createIndex({
    fields: {
      title: text({ weight: 3 }),
      body: text(),
      author: keyword(),
      edition: keyword(),
      file: keyword(),
      date: date(),
      url: stored(),
      sections: stored({ sectionsOf: 'body' }),
    },
    lexicon: Lexicon.fromEntries(
      ['石桥', '新桥', '鱼塘', '韩旭', '清淤', '开学', '莲蓬', '合作社'].map(word => ({ word, weight: 1000 })),
    ),
  });
  const authors = ['陆知秋', '何田', '周禾', '叶青禾', '董小满', '司马鹭', '阮阿篾', '顾怀章'];
  index.add({
    id: 'news/bridge.txt#1',
    title: '石桥通车',
    body: '石桥村的新桥今天通车。\n村民董小满第一个走过新桥，手里提着一篮莲蓬。',
    author: ['陆知秋', '何田'],
    edition: 'A1',
    file: 'news/bridge.txt',
    date: '2022-09-05',
  });
  index.add({
    id: 'school',
    title: '石桥小学开学',
    body: '石桥小学开学，书包里装着新课本。校长韩旭说，新桥通车以后，孩子们上学不再绕路。',
    author: '周禾',
    edition: 'A2',
    file: 'news/school.html',
    date: '2022-09-01',
    url: '/school.html',
  });
  index.add({
    id: 'guide',
    title: '办事指南',
    body: '先看这里。\n户口\n带上户口簿。\n迁坟\n迁坟补助由民政所发放。',
    url: '/guide.html',
    sections: [
      { title: '户口', anchor: 'hukou', start: 6 },
      { title: '迁坟', anchor: '迁坟', start: 16 },
    ],
  });
  for (let i = 0; i < 25; i++)
    index.add({
      id: `pond-${i}`,
      title: `第${i}口鱼塘清淤完工`,
      body: `合作社的鱼塘清淤，第${i}口今天完工。${'塘边的莲蓬熟了，社员们忙着采收。'.repeat(8)}`,
      author: authors[i % authors.length],
      edition: ['A1', 'A2', 'B3'][i % 3],
      file: `news/pond-${i}.txt`,
      date: `2022-${String((i % 12) + 1).padStart(2, '0')}-1${i % 10}`,
      url: `/ponds.html#pond-${i % 2 === 0 ? i : `other-${i}`}`,
    });
  return index.toBytes();
}
