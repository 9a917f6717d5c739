/** Keys that JavaScript knows otherwise are keys like others, in front matter and in records, also where these are broken. */
import { afterEach, describe, expect, it } from 'vitest';
import { createIndex, stored, text } from '../../../../../src/index.ts';
import type { FileDocument } from '../../../../../src/node/reading/document.ts';
import type { FileFormat } from '../../../../../src/node/reading/format.ts';
import { documentUrl } from '../../../../../src/node/reading/site/document-url.ts';
import { readAs } from './test-context.ts';

const names = ['__proto__', 'constructor', 'prototype', 'tostring', 'toString', 'hasOwnProperty', '__defineGetter__'];

const inherited = JSON.stringify(Reflect.ownKeys(Object.prototype).map(String));
afterEach(() => {
  expect(JSON.stringify(Reflect.ownKeys(Object.prototype).map(String))).toBe(inherited);
  expect(({} as Record<string, unknown>)['draft']).toBeUndefined();
});

/** Every object and function in a value, itself included. */
function* objectsIn(value: unknown): Generator<object> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
  yield value;
  for (const key of Reflect.ownKeys(value)) yield* objectsIn(Reflect.get(value, key));
}

/** The document of a file is plain data, its key is kept or named, and an index keeps it as it is. */
function expectKept({ body = '', more = {}, ...rest }: FileDocument, leftOut: unknown, name: string): void {
  for (const each of objectsIn({ ...rest, more })) {
    expect(typeof each).toBe('object');
    expect([Object.prototype, Array.prototype, null]).toContain(Object.getPrototypeOf(each));
  }
  const kept = JSON.stringify(more);
  expect(`${kept}${JSON.stringify(leftOut)}`).toContain(name);
  expect(`${kept}${JSON.stringify(leftOut)}`).toContain('石桥');
  const index = createIndex({ fields: { body: text(), more: stored() } });
  index.add({ id: '1', body, more });
  expect(JSON.stringify(index.get('1')!.more)).toBe(kept);
}

const yaml = (...lines: string[]) => `---\n${lines.join('\n')}\n---\n`;
const toml = (...lines: string[]) => `+++\n${lines.join('\n')}\n+++\n`;

describe.each<[string, (name: string) => string]>([
  ['YAML', name => yaml('title: 新桥', `${name}:`, `  ${name}: {draft: true, ${name}: 石桥}`)],
  ['YAML with quotes', name => yaml('title: 新桥', `"${name}": {"${name}": {"${name}": 石桥}}`)],
  ['YAML with merged keys', name => yaml(`a: &a {${name}: {${name}: 石桥}}`, '<<: *a', 'title: 新桥')],
  ['YAML with a tag', name => yaml('title: 新桥', `${name}: !!omap [{${name}: 石桥}]`)],
  [
    'YAML with other tags',
    name => yaml('title: !!binary 新桥', `${name}: !!set {石桥}`, `a: !!js/function {${name}: 1}`),
  ],
  ['broken YAML', name => yaml('title: 新桥: 通车', `${name}:`, `  ${name}: 石桥`, `"${name}": [石桥`)],
  ['TOML', name => toml("title = '新桥'", `[${name}.${name}]`, `${name} = '石桥'`)],
  ['TOML with dots', name => toml("title = '新桥'", `${name}.${name}.draft = true`, `a.${name} = ['石桥']`)],
  ['TOML with tables', name => toml("title = '新桥'", `[[${name}]]`, `${name} = {"${name}" = '石桥'}`)],
  ['broken TOML', name => toml("title = '新桥'", `${name}.${name} = '石桥'`, `${name} = '石桥'`, 'x = [')],
  ['JSON', name => `{\n"title": "新桥", "${name}": {"${name}": {"${name}": "石桥", "draft": true}}\n}\n`],
])('front matter in %s', (_, write) => {
  it.each(names)('with %s', async name => {
    const { documents, leftOut } = await readAs('markdown', 'a.md', `${write(name)}\n正文第一段。\n`);
    expect(documents[0].body).toBe('正文第一段。');
    expect(documents[0].title).toMatch(/^新桥/);
    expectKept(documents[0], leftOut, name);
  });
});

describe.each<[string, FileFormat, (name: string) => string]>([
  ['JSONL', 'jsonl', name => `{"title": "新桥", "text": "正文", "${name}": {"${name}": "石桥"}}\n`],
  ['JSON', 'json', name => `[{"title": "新桥", "text": "正文", "${name}": ["石桥", {"${name}": {"draft": true}}]}]`],
  ['CSV', 'csv', name => `title,text,${name}\n新桥,正文,石桥\n`],
  ['XML', 'xml', name => `<a><item><title>新桥</title><body>正文</body><${name}>石桥</${name}></item></a>`],
  [
    'XML, twice',
    'xml',
    name => `<a><item><title>新桥</title><body>正文</body>${`<${name}>石桥</${name}>`.repeat(2)}</item></a>`,
  ],
  ['attributes of XML', 'xml', name => `<a><item ${name}="石桥" b="1"><title>新桥</title><body>正文</body></item></a>`],
  ['inner attributes of XML', 'xml', name => `<a><item><title ${name}="石桥">新桥</title><body>正文</body></item></a>`],
])('records in %s', (_, format, write) => {
  it.each(names)('with %s', async name => {
    const { documents, leftOut } = await readAs(format, `a.${format}`, write(name));
    expect(documents[0]).toMatchObject({ title: '新桥', body: '正文' });
    expectKept(documents[0], leftOut, format === 'xml' ? name.toLowerCase() : name);
  });
});

it.each(names)('a pattern of addresses called %s is a pattern', name => {
  const page = { path: '_posts/2022-09-05-bridge.md', kind: 'jekyll', postPermalink: name } as const;
  expect(documentUrl(page, {})).toBe(`/${name}`);
});
