/** Every name that users can import, and every member of it, has a doc comment. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The source file of each entry point. */
const entries = {
  hansou: 'src/index.ts',
  'hansou/lexicon': 'src/base-lexicon.ts',
  'hansou/names': 'src/entry-points/names.ts',
  'hansou/node': 'src/node/index.ts',
  'hansou/remote': 'src/remote/index.ts',
  'hansou/worker': 'src/worker/index.ts',
  'hansou/opensearch': 'src/opensearch/index.ts',
  'hansou/element': 'src/element/index.ts',
  'hansou/react': 'src/entry-points/react.ts',
  'hansou/vue': 'src/entry-points/vue.ts',
  'hansou/svelte': 'src/entry-points/svelte.ts',
  'hansou/flexsearch': 'src/adapters/flexsearch.ts',
  'hansou/minisearch': 'src/adapters/minisearch.ts',
  'hansou/nodejieba': 'src/entry-points/nodejieba.ts',
  'hansou/vitepress': 'src/plugins/vitepress.ts',
  'hansou/vite': 'src/plugins/vite.ts',
  'hansou/astro': 'src/plugins/astro.ts',
  'hansou/docusaurus': 'src/plugins/docusaurus.ts',
  'hansou/hexo': 'src/plugins/hexo.ts',
};

let program: ts.Program;
let checker: ts.TypeChecker;

beforeAll(() => {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  program = ts.createProgram(
    Object.values(entries).map(path => root + path),
    { ...options, types: [] },
  );
  checker = program.getTypeChecker();
});

function exportsOf(path: string): ts.Symbol[] {
  const module = checker.getSymbolAtLocation(program.getSourceFile(root + path)!)!;
  return checker
    .getExportsOfModule(module)
    .map(each => (each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each));
}

function isOurs(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(each => each.getSourceFile().fileName.startsWith(`${root}src/`));
}

function isHidden(declaration: ts.Declaration): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (
    (ts.getCombinedModifierFlags(declaration) & hidden) !== 0 ||
    (ts.isClassElement(declaration) && declaration.name !== undefined && ts.isPrivateIdentifier(declaration.name)) ||
    ts.getJSDocTags(declaration).some(tag => tag.tagName.text === 'internal')
  );
}

/** The members that a user sees of a class, an interface or a type written as an object. */
function membersOf(symbol: ts.Symbol): ts.Symbol[] {
  const statics = symbol.flags & ts.SymbolFlags.Class ? [...symbol.exports!.values()] : [];
  const isNamed = symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface);
  const own = isNamed ? checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)) : [];
  const inAlias = (symbol.declarations ?? []).filter(ts.isTypeAliasDeclaration).flatMap(each => literalsIn(each.type));
  const inLiterals = inAlias.flatMap(each => checker.getPropertiesOfType(checker.getTypeAtLocation(each)));
  return [...new Set([...own, ...statics, ...inLiterals])].filter(
    member =>
      !(member.flags & (ts.SymbolFlags.TypeParameter | ts.SymbolFlags.Prototype | ts.SymbolFlags.Constructor)) &&
      isOurs(member) &&
      !(member.declarations ?? []).some(isHidden),
  );
}

/** The object types that a type alias is written with. */
function literalsIn(node: ts.TypeNode): ts.TypeLiteralNode[] {
  if (ts.isTypeLiteralNode(node)) return [node];
  if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) return node.types.flatMap(literalsIn);
  return ts.isParenthesizedTypeNode(node) ? literalsIn(node.type) : [];
}

function hasComment(symbol: ts.Symbol): boolean {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim() !== '';
}

/** The names of an entry point that have no doc comment, with their files. */
function uncommented(path: string): string[] {
  return exportsOf(path)
    .filter(isOurs)
    .flatMap(symbol => {
      const file = relative(root, symbol.declarations![0].getSourceFile().fileName);
      const bare = membersOf(symbol).filter(member => !hasComment(member));
      return [
        ...(hasComment(symbol) ? [] : [`${file}: ${symbol.name}`]),
        ...bare.map(member => `${file}: ${symbol.name}.${member.name}`),
      ];
    });
}

describe('doc comments', () => {
  it('are looked for in every entry point of the package that has declarations', () => {
    const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { exports: object };
    const declared = Object.entries(exports).filter(([, target]) => JSON.stringify(target).includes('.d.ts"'));
    expect(declared.map(([name]) => name.replace('.', 'hansou')).sort()).toEqual(Object.keys(entries).sort());
  });

  it('are looked for on hundreds of names', () => {
    const names = Object.values(entries).flatMap(path =>
      exportsOf(path).flatMap(symbol => [symbol, ...membersOf(symbol)]),
    );
    expect(new Set(names).size).toBeGreaterThan(400);
  });

  it.each(Object.entries(entries))('stand on every name of %s and its members', (_, path) => {
    expect(uncommented(path)).toEqual([]);
  });
});
