/** The types of `<hansou-search>` in programs of its users: what compiles, and what does not. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Compiles a program. @returns the numbers of the lines with errors, and the errors */
function compile(source: string, paths: Record<string, string[]> = {}): { lines: number[]; messages: string[] } {
  const name = `${root}tests/package/program.tsx`;
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: [],
    paths: { ...entryPoints, ...paths },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = path => path === name || fileExists(path);
  host.getSourceFile = (path, version) =>
    path === name ? ts.createSourceFile(path, source, version) : getSourceFile(path, version);
  const program = ts.createProgram([name], options, host);
  const file = program.getSourceFile(name)!;
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return {
    lines: found.map(({ start = 0 }) => file.getLineAndCharacterOfPosition(start).line + 1),
    messages: found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  };
}

const entryPoints = {
  'hansou/element': [`${root}src/element/index.ts`],
  'hansou/react': [`${root}src/entry-points/react.ts`],
  'hansou/vue': [`${root}src/entry-points/vue.ts`],
  'hansou/svelte': [`${root}src/entry-points/svelte.ts`],
};

/** The lines of a program that say that they do not compile. */
function wrongLines(source: string): number[] {
  return source.split('\n').flatMap((line, i) => (line.includes('// wrong') ? [i + 1] : []));
}

function expectWrongLinesOnly(source: string, paths?: Record<string, string[]>): void {
  expect(wrongLines(source).length).toBeGreaterThan(1);
  const { lines, messages } = compile(source, paths);
  expect([...new Set(lines)], messages.join('\n')).toEqual(wrongLines(source));
}

const inJsx = `import 'hansou/react'
export const header = <hansou-search src="site.hansou" layout="dialog" lang="zh" limit={20} className="box" key="a" />
export const blog = <hansou-search filters="" about="date author" onhansou-open={event => event.detail.id.length} />
export const layout = <hansou-search layout="modal" /> // wrong
export const unknown = <hansou-search source="site.hansou" /> // wrong
export const detail = <hansou-search onhansou-results={event => event.detail.count} /> // wrong
`;

it("React 19's JSX knows the attributes and events of <hansou-search>", () => {
  expectWrongLinesOnly(inJsx, { 'react/*': [`${root}node_modules/@types/react/*`] });
});

it("React 18's JSX knows them, too", () => {
  const types = `${root}node_modules/types-react-18`;
  expectWrongLinesOnly(inJsx, { react: [`${types}/index.d.ts`], 'react/*': [`${types}/*`] });
});

it("Vue's templates know the attributes and events of <hansou-search>", () => {
  expectWrongLinesOnly(`import 'hansou/vue'
import type { GlobalComponents } from 'vue'
type Box = InstanceType<GlobalComponents['hansou-search']>
export const props: Box['$props'] = { src: 'site.hansou', layout: 'dropdown', class: 'box', limit: '20' }
export const layout: Box['$props'] = { layout: 'modal' } // wrong
declare const emit: Box['$emit']
emit('hansou-open', new CustomEvent('hansou-open', { detail: { id: '1', url: undefined, query: '' } }))
emit('hansou-close', new CustomEvent('hansou-close')) // wrong
`);
});

it("Svelte's markup knows the attributes and events of <hansou-search>", () => {
  expectWrongLinesOnly(`import 'hansou/svelte'
import type { SvelteHTMLElements } from 'svelte/elements'
type Box = SvelteHTMLElements['hansou-search']
export const props: Box = { src: 'site.hansou', layout: 'dropdown', class: 'box', 'onhansou-open': event => event.detail.url }
export const layout: Box = { layout: 'modal' } // wrong
export const detail: Box = { 'onhansou-results': event => event.detail.count } // wrong
`);
});

it('listeners at the element, at the document and at the window know the details of its events', () => {
  expectWrongLinesOnly(`import 'hansou/element'
document.querySelector('hansou-search')!.addEventListener('hansou-results', event => event.detail.total.toFixed())
document.addEventListener('hansou-open', ({ detail: { id, url } }) => id + url?.length)
document.addEventListener('hansou-open', ({ detail: { url } }) => url.length) // wrong
window.addEventListener('hansou-results', event => event.detail.count) // wrong
document.createElement('hansou-search').query = '新桥'
document.createElement('hansou-search').query = 3 // wrong
`);
});
