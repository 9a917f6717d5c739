/** Every name that users can import, and every member of it, has a doc comment. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { digestOf, readChineseTexts } from '../../docs/.vitepress/chinese-texts.ts';
import { entryPoints } from './entry-points.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let program: ts.Program;
let checker: ts.TypeChecker;

beforeAll(() => {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  program = ts.createProgram(
    Object.values(entryPoints).map(path => root + path),
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
    expect(declared.map(([name]) => name.replace('.', 'hansou')).sort()).toEqual(Object.keys(entryPoints).sort());
  });

  it('of every entry point become pages of the documentation', () => {
    const { entryPoints: read } = JSON.parse(readFileSync(`${root}typedoc.json`, 'utf8')) as { entryPoints: string[] };
    expect([...read].sort()).toEqual(Object.values(entryPoints).sort());
  });

  it('are looked for on hundreds of names', () => {
    const names = Object.values(entryPoints).flatMap(path =>
      exportsOf(path).flatMap(symbol => [symbol, ...membersOf(symbol)]),
    );
    expect(new Set(names).size).toBeGreaterThan(400);
  });

  it.each(Object.entries(entryPoints))('stand on every name of %s and its members', (_, path) => {
    expect(uncommented(path)).toEqual([]);
  });
});

/** The texts of a doc comment: what it says, and what it says of parameters, results and errors. */
function textsOf(symbol: ts.Symbol): string[] {
  const tags = symbol.getJsDocTags(checker).filter(({ name }) => ['param', 'returns', 'throws'].includes(name));
  const inTags = tags.map(({ text = [] }) => {
    const says = text.filter(({ kind }) => kind !== 'parameterName' && kind !== 'space');
    return ts.displayPartsToString(says).trim().replace(/^- /, '');
  });
  return [ts.displayPartsToString(symbol.getDocumentationComment(checker)), ...inTags].filter(text => text.trim());
}

/** All doc comments of the source files, whatever they stand on. */
function collectComments(): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node) => {
    for (const comment of ts.getJSDocCommentsAndTags(node)) {
      const text = ts.getTextOfJSDocComment(comment.comment);
      if (text) texts.push(text.replace(/^- /, ''));
      if (ts.isJSDoc(comment))
        for (const tag of comment.tags ?? [])
          texts.push((ts.getTextOfJSDocComment(tag.comment) ?? '').replace(/^- /, ''));
    }
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) if (file.fileName.startsWith(`${root}src/`)) visit(file);
  return texts;
}

describe('doc comments in Chinese', () => {
  it('are hundreds, each of other words', () => {
    const texts = readChineseTexts();
    expect(texts.length).toBeGreaterThan(700);
    expect(texts.filter(({ chinese }) => !/\p{Script=Han}|^HansouError/u.test(chinese))).toEqual([]);
    expect(texts.map(({ digest }) => digest).filter((digest, i, all) => all.indexOf(digest) !== i)).toEqual([]);
  });

  it.each(Object.entries(entryPoints))('stand in chinese-api.tsv for every name of %s', (_, path) => {
    const known = new Set(readChineseTexts().map(({ digest }) => digest));
    const named = exportsOf(path).filter(isOurs);
    const missing = named.flatMap(symbol =>
      [symbol, ...membersOf(symbol)].flatMap(each =>
        textsOf(each)
          .filter(text => !known.has(digestOf(text)))
          .map(text => `${symbol.name}${each === symbol ? '' : `.${each.name}`}\t${digestOf(text)}\t${text}`),
      ),
    );
    expect(missing, 'write each with its Chinese text in docs/.vitepress/chinese-api.tsv').toEqual([]);
  });

  it('stand there only for comments that exist', () => {
    const digests = new Set(collectComments().map(digestOf));
    const stale = readChineseTexts().filter(({ digest }) => !digests.has(digest));
    expect(stale, 'their English texts have changed, or are gone').toEqual([]);
  });
});
