import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatPartList, type PartList, parsePartList } from '../../../src/bytes/part-list.ts';
import { createIndex, openIndex, text } from '../../../src/index.ts';
import { openFileSource, placeInParts, readPartList, replaceFile } from '../../../src/node/files/split-file.ts';
import { openFile } from '../../../src/node/open-file.ts';
import { type FileServer, serveFolder } from '../../../src/node/serving/server.ts';
import { openRemote } from '../../../src/remote/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-split-'));
const at = (name: string) => join(folder, name);
const path = at('新 站.hansou');

function build(name: string, count = 500): Uint8Array {
  const index = createIndex({ fields: { title: text(), body: text() } });
  for (let i = 0; i < count; i++) {
    const characters = Array.from({ length: 60 }, (_, k) =>
      String.fromCharCode(0x4e00 + ((i * 131 + k * k * 17) % 4000)),
    );
    index.add({ id: `${i}`, title: `${name}第${i}号`, body: characters.join('') });
  }
  return index.toBytes();
}
const whole = build('石桥');
const other = build('柳湾');
let server: FileServer;

beforeAll(async () => {
  server = await serveFolder(folder);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(at(name), { recursive: true });
  writeFileSync(path, whole);
});

/** Puts a file at the path in parts, as the last step of a build does. */
function split(bytes: Uint8Array, maxPartBytes: number, place?: (finished: string) => void): PartList | undefined {
  const finished = at('finished');
  writeFileSync(finished, bytes);
  try {
    return placeInParts(finished, path, maxPartBytes, place);
  } finally {
    rmSync(finished, { force: true });
  }
}

const partNames = () => readdirSync(folder).filter(name => /\.\d+\.hansou$/.test(name));
const url = () => `${server.url}${encodeURIComponent('新 站.hansou')}`;

describe('a file in parts', () => {
  it('has parts of equal size, none larger than asked for, and is one file again', () => {
    const list = split(whole, 30_000)!;
    const sizes = list.parts.map(({ bytes }) => bytes);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(30_000);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(sizes.length);
    expect(Buffer.concat(list.parts.map(({ name }) => readFileSync(at(name))))).toEqual(Buffer.from(whole));
    expect(readPartList(path)).toEqual(list);
    expect(partNames().sort()).toEqual(list.parts.map(({ name }) => name).sort());
  });

  it('stays as it is when it is small enough', () => {
    expect(split(whole, whole.length)).toBeUndefined();
    expect(readFileSync(path)).toEqual(Buffer.from(whole));
    expect(readPartList(path)).toBeUndefined();
  });

  it('gives the bytes of every window', () => {
    split(whole, 30_000);
    const source = openFileSource(path);
    expect(source.size).toBe(whole.length);
    const place = fc.integer({ min: 0, max: whole.length });
    fc.assert(
      fc.property(place, place, (a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        if (start === end) return;
        const { bytes, data, origin } = source.window(start, end);
        expect(Buffer.compare(bytes.subarray(start - origin, end - origin), whole.subarray(start, end))).toBe(0);
        expect(data.getUint8(start - origin)).toBe(whole[start]);
      }),
    );
    source.close();
  });

  it('answers from the disk and from a server as the whole file does', async () => {
    split(whole, 30_000);
    const expected = openIndex(whole).search('石桥');
    const file = openFile(path);
    expect(file.search('石桥')).toEqual(expected);
    expect(() => file.verify()).not.toThrow();
    file.close();
    const warnings: string[] = [];
    const remote = await openRemote(url(), { onWarning: warning => warnings.push(warning) });
    expect(await remote.search('石桥')).toEqual(expected);
    expect(remote.stats.bytes).toBeLessThan(whole.length);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['small', whole, 30_000],
    // Those behind the first do not begin as an index does.
    ['large', build('石桥', 4000), 400_000],
  ])('is loaded whole, each of its %s parts once, from a server without ranges', async (_, whole, size) => {
    const list = split(whole, size)!;
    expect(list.parts.length).toBeGreaterThan(2);
    const asked: string[] = [];
    const remote = await openRemote(url(), {
      fetch: (input, init = {}) => {
        asked.push(decodeURIComponent(String(input).split('/').at(-1)!));
        const { Range: _, ...headers } = init.headers as Record<string, string>;
        return fetch(input, { ...init, headers });
      },
    });
    expect(await remote.search('石桥')).toEqual(openIndex(whole).search('石桥'));
    expect(asked.sort()).toEqual(['新 站.hansou', ...list.parts.map(({ name }) => name)].sort());
  });

  it('says which part is missing, or is another', async () => {
    const list = split(whole, 30_000)!;
    const { name } = list.parts[0];
    const remote = await openRemote(url());
    truncateSync(at(name), 100);
    expect(() => openFile(path)).toThrow(expect.objectContaining({ code: 'BAD_INDEX' }));
    await expect(remote.search('石桥')).rejects.toMatchObject({
      code: 'BAD_INDEX',
      message: expect.stringContaining(name),
    });
    rmSync(at(name));
    expect(() => openFile(path)).toThrow(expect.objectContaining({ code: 'IO' }));
    const again = await openRemote(url());
    await expect(again.search('石桥')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      expected: expect.stringContaining(name),
    });
    rmSync(at(list.parts.at(-1)!.name));
    await expect(openRemote(url())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is opened anew when another list takes its place, and the old parts are gone', async () => {
    const before = split(whole, 30_000)!;
    const remote = await openRemote(url());
    const list = split(other, 30_000)!;
    expect(list.parts).not.toEqual(before.parts);
    expect(partNames()).toHaveLength(list.parts.length);
    expect(await remote.search('柳湾')).toEqual(openIndex(other).search('柳湾'));
  });

  it('stays whole, with no part beside it, when a part cannot be written', () => {
    const { parts } = split(whole, 30_000)!;
    for (const { name } of parts) rmSync(at(name));
    writeFileSync(path, whole);
    mkdirSync(at(parts[3].name));
    expect(() => split(whole, 30_000)).toThrow(expect.objectContaining({ code: 'IO' }));
    expect(readdirSync(folder).sort()).toEqual([parts[3].name, '新 站.hansou'].sort());
    expect(readFileSync(path)).toEqual(Buffer.from(whole));
  });

  it('removes what killed processes left of it, and nothing else', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const names = [
      `.新 站.hansou.temp-${pid}`,
      `.新 站.hansou.temp-${process.ppid}`,
      `.站.hansou.temp-${pid}`,
      'a.part',
    ];
    for (const name of names) writeFileSync(at(name), 'begun');
    const list = split(whole, whole.length / 2)!;
    expect(readdirSync(folder).sort()).toEqual(
      [...names.slice(1), '新 站.hansou', ...list.parts.map(({ name }) => name)].sort(),
    );
  });

  it('keeps the parts that both lists name', () => {
    const before = split(whole, 30_000)!;
    expect(split(whole, 30_000)).toEqual(before);
    expect(partNames()).toHaveLength(before.parts.length);
  });

  it('has other names for parts of another size of the same file, which may be cached for ever', () => {
    const names = new Set(split(whole, 30_000)!.parts.map(({ name }) => name));
    const list = split(whole, 40_000)!;
    for (const { name } of list.parts) expect(names).not.toContain(name);
    expect(partNames()).toHaveLength(list.parts.length);
  });

  it('takes the place of a list that is damaged', () => {
    writeFileSync(path, '{"format":"hansou parts","version":1,"bytes":');
    split(whole, whole.length);
    expect(readFileSync(path)).toEqual(Buffer.from(whole));
  });

  it('is complete when another process removes the parts of the list before, which both name', () => {
    const before = split(whole, 30_000)!;
    const list = split(whole, 30_000, finished => {
      // The other process has just replaced the list, and removes what it named.
      for (const { name } of before.parts) rmSync(at(name));
      replaceFile(finished, path);
    })!;
    for (const { name } of list.parts) expect(existsSync(at(name)), name).toBe(true);
    expect(Buffer.concat(list.parts.map(({ name }) => readFileSync(at(name))))).toEqual(Buffer.from(whole));
  });

  it('keeps the parts that the list of another process names when its own list finds no place', () => {
    const list = split(whole, 30_000)!;
    const refuse = () => {
      throw new Error('taken');
    };
    expect(() => split(whole, 30_000, refuse)).toThrow();
    expect(partNames()).toHaveLength(list.parts.length);
    expect(() => split(other, 30_000, refuse)).toThrow();
    expect(partNames()).toHaveLength(list.parts.length);
  });
});

describe('a list of parts', () => {
  const list = { bytes: 3, checksum: 7, parts: [{ name: 'a.1.hansou', bytes: 3, checksum: 1 }] };
  const withName = (name: string) => formatPartList({ ...list, parts: [{ ...list.parts[0], name }] });

  it('is read as it was written, and nothing else is taken for one', () => {
    expect(parsePartList(formatPartList(list))).toEqual(list);
    expect(parsePartList(whole.subarray(0, 2000))).toBeUndefined();
    expect(parsePartList(new TextEncoder().encode('{"format":"another"}'))).toBeUndefined();
  });

  it.each(['../a', 'a/b', 'a\\b', 'https:x', '.a', '', 'a?b', 'a%2fb', 'a\u0000'])('names no part %j', name => {
    expect(() => parsePartList(withName(name))).toThrow(expect.objectContaining({ code: 'BAD_INDEX' }));
  });

  it('is refused when it is damaged or of another version', () => {
    const text = new TextDecoder().decode(formatPartList(list));
    const parse = (changed: string) => () => parsePartList(new TextEncoder().encode(changed));
    expect(parse(text.replace('"bytes":3', '"bytes":4'))).toThrow(expect.objectContaining({ code: 'BAD_INDEX' }));
    expect(parse(text.slice(0, -9))).toThrow(expect.objectContaining({ code: 'BAD_INDEX' }));
    expect(parse(text.replace('"version":1', '"version":2'))).toThrow(
      expect.objectContaining({ code: 'FORMAT_VERSION' }),
    );
  });
});
