/**
 * Every code block of the documentation is run or compiled. TypeScript is run, and prints what the comments at its end say;
 * each line of a shell block that calls hansou is run, and ends with 0; scripts and styles are bundled with the sources of
 * hansou; HTML is parsed.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { parseFragment } from 'parse5';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { HansouSearchElement } from '../../src/element/search-element.ts';
import { hansou } from '../cli/streams.ts';
import { entryPoints } from '../docs/entry-points.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Inside the project, so that its packages can be imported. */
const scratch = mkdtempSync(join(root, '.readme-'));
const start = process.cwd();
// The script is built after the tests.
vi.mock('../../src/node/site/element-script.ts', () => ({
  findElementScript: () => join(scratch, 'built.js'),
  elementPartNames: ['built.part.js'],
}));
beforeAll(() => {
  for (const name of ['built.js', 'built.part.js']) writeFileSync(join(scratch, name), '/* a script */');
});
afterAll(() => {
  process.chdir(start);
  rmSync(scratch, { recursive: true, force: true });
});

const folders = ['.', 'docs', 'docs/guide', 'docs/moving', 'docs/zh', 'docs/zh/guide', 'docs/zh/moving'];
const pages = folders
  .flatMap(folder => readdirSync(join(root, folder)).map(name => join(folder, name)))
  .filter(path => path.endsWith('.md'));

interface Block {
  readonly page: string;
  readonly name: string;
  readonly language: string;
  readonly code: string;
}

const blocks = pages.flatMap(page =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)^```/gm)].map(
    ([, language, code], i): Block => ({ page, name: `${page}, block ${i + 1} (${language})`, language, code }),
  ),
);
const inLanguage = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language));

/** The path of the source of an import. @throws if the package has no such entry point */
function sourceOf(specifier: string): string {
  const path = entryPoints[specifier];
  if (path === undefined) throw new Error(`there is no entry point ${specifier}`);
  return join(root, path);
}

/** What a program says that it prints: the comments below its first line of code. */
function printedBy(code: string): string {
  const lines = code.split('\n');
  const first = lines.findIndex(line => !line.startsWith('// '));
  const comments = lines.slice(first).filter(line => line.startsWith('// '));
  return comments.map(line => `${line.slice('// '.length)}\n`).join('');
}

it('finds blocks in all languages that it knows, and no other', () => {
  const known = ['ts', 'sh', 'js', 'tsx', 'vue', 'css', 'html', 'text', 'mermaid', 'nginx', 'apache', 'json', 'yaml'];
  expect(blocks.filter(({ language }) => !known.includes(language)).map(({ name }) => name)).toEqual([]);
  expect(inLanguage('ts').length).toBeGreaterThan(25);
  expect(inLanguage('sh').length).toBeGreaterThan(8);
});

it.each(inLanguage('yaml'))('$name starts containers whose folders and neighbours it declares', ({ code }) => {
  interface Service {
    readonly image: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly volumes: readonly string[];
  }
  const { services, volumes } = parse(code, { merge: true }) as {
    readonly services: Readonly<Record<string, Service>>;
    readonly volumes: object;
  };
  for (const { image, environment, volumes: mounted } of Object.values(services)) {
    expect(image).toMatch(/^opensearchproject\/opensearch:\d+\.\d+\.\d+$/);
    expect(Object.keys(services)).toEqual(environment['discovery.seed_hosts'].split(','));
    for (const mount of mounted) expect(Object.keys(volumes)).toContain(mount.split(':')[0]);
  }
});

/** Blocks of the same code are run once: those of a page in another language mostly are those of the first. */
const programs = distinct(inLanguage('ts'));

function distinct(among: readonly Block[]): readonly Block[] {
  return among.filter(({ code }, i) => among.findIndex(block => block.code === code) === i);
}

describe('programs', () => {
  /** Printed before each program. */
  const mark = '\u0001';
  let printed: string[] = [];

  // All in one process: most of the time goes to reading the sources.
  beforeAll(async () => {
    const folders = new Map<string, string>();
    const runs = programs.map(({ page, code }, i) => {
      const folder = folders.get(page) ?? mkdtempSync(join(scratch, 'page-'));
      if (!folders.has(page)) cpSync(join(root, 'bench/paper'), join(folder, 'papers'), { recursive: true });
      folders.set(page, folder);
      const program = code.replace(
        /from '(hansou[^']*)'/g,
        (_, name: string) => `from ${JSON.stringify(sourceOf(name))}`,
      );
      const path = join(folder, `${i}.ts`);
      writeFileSync(path, program);
      return `console.log(${JSON.stringify(mark)});
process.chdir(${JSON.stringify(folder)});
await import(${JSON.stringify(path)}).catch(error => console.log(error));
`;
    });
    const all = join(scratch, 'all.ts');
    writeFileSync(all, `${runs.join('')}export {};\n`);
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', all], { cwd: root });
    printed = (await run).stdout.split(`${mark}\n`).slice(1);
  });

  it.each(programs.map((program, i) => ({ ...program, i })))('$name prints what its comments say', ({ code, i }) => {
    expect(printed[i]).toBe(printedBy(code));
  });
});

describe('commands', () => {
  let made = '';

  beforeAll(async () => {
    made = join(scratch, 'commands');
    mkdirSync(join(made, 'dist/docs'), { recursive: true });
    cpSync(join(root, 'bench/paper'), join(made, 'papers'), { recursive: true });
    writeFileSync(join(made, 'names.txt'), '沈砚秋 nr\n苇塘村 ns\n');
    writeFileSync(
      join(made, 'dist/index.html'),
      '<!doctype html><title>云汀</title><main>石桥村的新桥今天通车。</main>',
    );
    mkdirSync(join(made, 'news'));
    process.chdir(made);
    writeFileSync(join(made, 'news/1.md'), '# 第一期\n\n石桥村的候鸟来越冬。');
    expect(await hansou(['build', 'news', '-o', 'site.hansou'])).toMatchObject({ code: 0 });
  });

  /** Lines that are not hansou's, and one that needs a package of 182 MB. */
  const isNotRun = (line: string) => /^(?:npm |npx -p |\$EDITOR |npx hansou names region )/.test(line);

  it.each(distinct(inLanguage('sh')))('$name ends with 0', async ({ code }) => {
    const folder = mkdtempSync(join(scratch, 'block-'));
    cpSync(made, folder, { recursive: true });
    process.chdir(folder);
    const lines = code.split('\n').map(line => line.replace(/\s+#.*$/, ''));
    for (const line of lines.filter(each => each !== '' && !isNotRun(each))) {
      expect(line).toMatch(/^npx hansou /);
      const args = [...line.slice('npx hansou '.length).matchAll(/'([^']*)'|(\S+)/g)].map(
        ([, quoted, word]) => quoted ?? word,
      );
      const untilInterrupted = async (out: string) => {
        const address = /http:\S+/.exec(out)![0];
        expect((await fetch(address)).status).toBe(200);
      };
      const { code: exit, err } = await hansou(args, { untilInterrupted });
      expect({ line, exit, err: exit === 0 ? '' : err }).toEqual({ line, exit: 0, err: '' });
    }
  });
});

describe('scripts and pages', () => {
  const scripts = inLanguage('js', 'tsx', 'vue').map(block => {
    const [, script] = /<script[^>]*>\n([\s\S]*?)<\/script>/.exec(block.code) ?? [];
    return { ...block, code: script ?? block.code };
  });

  it.each(scripts)('$name is bundled', async ({ code, language }) => {
    const { errors, warnings } = await build({
      stdin: { contents: code, loader: language === 'vue' ? 'ts' : (language as 'js' | 'tsx'), resolveDir: root },
      bundle: true,
      write: false,
      format: 'esm',
      jsx: 'preserve',
      target: 'es2022',
      logLevel: 'silent',
      plugins: [
        {
          name: 'sources',
          setup({ onResolve }) {
            onResolve({ filter: /^hansou/ }, ({ path }) => ({ path: sourceOf(path), sideEffects: true }));
            onResolve({ filter: /^[^./]/ }, ({ path }) => ({ path, external: true }));
          },
        },
      ],
    });
    expect([...errors, ...warnings].map(({ text }) => text)).toEqual([]);
  });

  it.each(inLanguage('css'))('$name is a style sheet', async ({ code }) => {
    const { warnings } = await build({ stdin: { contents: code, loader: 'css' }, write: false, logLevel: 'silent' });
    expect(warnings.map(({ text }) => text)).toEqual([]);
  });

  it.each(inLanguage('json'))('$name is JSON', ({ code }) => {
    expect(() => JSON.parse(code)).not.toThrow();
  });

  it.each(inLanguage('html'))('$name is well-formed, with attributes that the box has', ({ code }) => {
    const errors: string[] = [];
    const fragment = parseFragment(code, { onParseError: ({ code }) => errors.push(code) });
    expect(errors).toEqual([]);
    const boxes = fragment.childNodes.filter(node => node.nodeName === 'hansou-search');
    const known = [...HansouSearchElement.observedAttributes, 'style', 'class'];
    for (const box of boxes) for (const { name } of 'attrs' in box ? box.attrs : []) expect(known).toContain(name);
  });
});
