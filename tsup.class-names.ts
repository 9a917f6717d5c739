/**
 * Shortens the names of a module, but not those of its classes: they stand in stack traces, in `console.log(index)` and in
 * `error.constructor.name`. esbuild can keep names by calls of a function for each class and each function, which would take
 * more than a tenth of the package; here a class keeps its name as the name of its expression.
 */
import { transform } from 'esbuild';
import { breakLines } from './tsup.line-breaks.ts';
import { shortenCode } from './tsup.short-code.ts';

/** How bundled modules begin a class: `var Name = class {`, with `_Name` where the class refers to itself. */
const classStart = /(\bvar |,\s*)([A-Z][\w$]*)\s*=\s*class(?: (_[\w$]+))?(\s+extends [^{]+?)?\s*\{/g;
/** Stands as the first member of a class for its name, until names are shortened. */
const marker = '$$class_';
const markedClass = /\bclass( extends [\w$.]+)?\s*\{\s*static \$\$class_([\w$]+);?/g;

/** What esbuild writes at the end, which never runs: Node finds the names of the exports of a CommonJS file there. */
const commonJsExports = /0\s*&&\s*\(module\.exports\s*=\s*\{[\s\S]*?\}\);?\s*$/;

/** UTF-16 units of a line, where it can be broken. */
const maxLineUnits = 2000;

/**
 * Shortens the names of a module that was bundled with them.
 * @param format of what is given back
 * @throws Error when a class would lose its name: the bundler then writes classes in another way
 */
export async function shortenNames(module: string, format: 'esm' | 'cjs'): Promise<string> {
  const names: string[] = [];
  const selfNames = new Map<string, string>();
  let marked = module.replace(classStart, (_, before: string, name: string, self: string | undefined, parent = '') => {
    names.push(name);
    if (self !== undefined) selfNames.set(self, name);
    return `${before}${name}=class${parent}{static ${marker}${name};`;
  });
  // Inside of itself a class is what the variable holds.
  for (const [self, name] of selfNames) {
    const uses = new RegExp(`(?<![\\w$.])${self.replace(/\$/g, '\\$&')}(?![\\w$])`, 'g');
    marked = marked.replace(uses, name);
  }
  const { code: short } = await transform(marked, {
    format,
    platform: 'node',
    target: 'es2022',
    charset: 'utf8',
    minifySyntax: true,
    minifyIdentifiers: true,
    legalComments: 'inline',
  });
  const kept = new Set<string>();
  const named = short.replace(markedClass, (_, parent = '', name: string) => {
    kept.add(name);
    return `class ${name.replace(/\d+$/, '')}${parent}{`;
  });
  const lost = names.filter(name => !kept.has(name));
  if (lost.length > 0 || named.includes(marker)) throw new Error(`classes lose their names: ${lost.join(', ')}`);
  const [exportNames = ''] = commonJsExports.exec(named) ?? [];
  const shortened = await shortenCode(named, format === 'esm' ? 'esm' : 'iife', true);
  // Tools that guess the format of a file look for `module.exports` at the beginning of a statement.
  return breakLines(shortened, maxLineUnits).replace(',module.exports=', ';\nmodule.exports=') + exportNames;
}
