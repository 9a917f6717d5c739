/**
 * Breaks the lines of a minified module. Node shows the line of an error that nobody catches, so lines are not endless; and what
 * esbuild breaks, it writes anew, longer than SWC has made it.
 */
import ts from 'typescript';

/** The lists whose members may begin a line: behind a comma, a semicolon or a brace, a line break means nothing. */
const lists = ['statements', 'members', 'properties', 'elements', 'arguments', 'declarations', 'parameters'] as const;

/** Breaks lines where one of more than `maxUnits` UTF-16 units has a place for it. Without these breaks the code is the same. */
export function breakLines(code: string, maxUnits: number): string {
  const places: number[] = [];
  const visit = (node: ts.Node): void => {
    for (const list of lists) {
      const members = (node as unknown as Record<string, readonly ts.Node[] | undefined>)[list];
      if (Array.isArray(members)) for (const member of members.slice(1)) places.push(member.pos);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('module.js', code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS));
  places.sort((a, b) => a - b);
  let broken = '';
  /** What is copied, where the line begins, and the last place for a break. */
  let copied = 0;
  let lineStart = 0;
  let last = 0;
  for (const place of [...places, code.length]) {
    lineStart = Math.max(lineStart, code.lastIndexOf('\n', place - 1) + 1);
    if (place - lineStart > maxUnits && last > lineStart) {
      broken += `${code.slice(copied, last)}\n`;
      copied = lineStart = last;
    }
    last = place;
  }
  return broken + code.slice(copied);
}
