/** Writes the tags of components in MDX (`<Card` with expressions, over several lines) as tags that a parser of Markdown knows. */

/** Maximum length of a tag in UTF-16 units; a longer one stays as it is. */
const maxTagUnits = 2000;
/** Number of starts of tags without an end after which the rest of a text stays as it is. */
const maxBrokenTags = 200;

const tagStart = /<[A-Z][\w.]*(?=[\s/>])/g;
const blanks = /[ \t]*(?:\r?\n[ \t]*)?/y;
const attributeName = /[^\s=/>{}"'`<]+/y;
const quoted = /"[^"]*"|'[^']*'/y;
const string = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`/y;
/** A text as the only thing in an expression: `{'石桥'}`. */
const literal = /^\{\s*(["'`])((?:(?!\1)[^\\$])*)\1\s*\}$/;

/**
 * Writes each tag of a component on one line, with its expressions as values: `<Tabs items={[1]}>` becomes `<Tabs items="{[1]}">`,
 * `label={'甲'}` becomes `label="甲"`. Code between fences and in spans, and what is no whole tag, stays as it is. Law: no Han
 * character is lost.
 */
export function flattenComponentTags(text: string): string {
  if (text.search(tagStart) < 0) return text;
  const fences = findFences(text);
  let [flat, at, fence, broken] = ['', 0, 0, 0];
  for (const { index } of text.matchAll(tagStart)) {
    if (index < at) continue;
    while (fence < fences.length && fences[fence][1] <= index) fence++;
    if (fences[fence]?.[0] <= index || isInCodeSpan(text, index)) continue;
    const tag = readTag(text.slice(index, index + maxTagUnits));
    if (!tag) {
      if (++broken > maxBrokenTags) break;
      continue;
    }
    flat += text.slice(at, index) + tag.flat;
    at = index + tag.length;
  }
  return flat + text.slice(at);
}

/** Where code between fences begins and ends. */
function findFences(text: string): [start: number, end: number][] {
  const fences: [number, number][] = [];
  let open: { readonly mark: string; readonly start: number } | undefined;
  for (const match of text.matchAll(/^[ \t>]*(`{3,}|~{3,})(.*)$/gm)) {
    const [whole, mark, info] = match;
    if (!open) open = { mark, start: match.index };
    else if (mark.startsWith(open.mark) && info.trim() === '') {
      fences.push([open.start, match.index + whole.length]);
      open = undefined;
    }
  }
  if (open) fences.push([open.start, text.length]);
  return fences;
}

/** Whether a place stands between marks of code on its line, or in a line that is set off as code. */
function isInCodeSpan(text: string, index: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', index - 1) + 1, index);
  return (before.split('`').length & 1) === 0 || /^(?: {4}|\t)/.test(before);
}

/** The tag at the beginning of a text; undefined if it has no end there, or anything that is no attribute. */
function readTag(text: string): { readonly flat: string; readonly length: number } | undefined {
  const read = (pattern: RegExp, from: number) => {
    pattern.lastIndex = from;
    return pattern.exec(text)?.[0];
  };
  let at = read(/<[A-Z][\w.]*/y, 0)?.length ?? 0;
  let flat = text.slice(0, at);
  while (at < text.length) {
    at += read(blanks, at)?.length ?? 0;
    const close = read(/\/?>/y, at);
    if (close) return { flat: flat + close, length: at + close.length };
    const name = read(attributeName, at);
    if (name === undefined) {
      // The attributes of a value: {...props}.
      const value = text[at] === '{' ? readExpression(text, at) : undefined;
      if (value === undefined) return undefined;
      flat += ` data-values="${escapeValue(value)}"`;
      at += value.length;
      continue;
    }
    at += name.length;
    flat += ` ${name}`;
    if (text[at] !== '=') continue;
    at++;
    const value = text[at] === '{' ? readExpression(text, at) : (read(quoted, at) ?? read(attributeName, at));
    if (value === undefined) return undefined;
    flat += `="${escapeValue(/^["']/.test(value) ? value.slice(1, -1) : (literal.exec(value)?.[2] ?? value))}"`;
    at += value.length;
  }
  return undefined;
}

/** The expression in braces that starts at a place; undefined if it has no end. */
function readExpression(text: string, start: number): string | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return text.slice(start, at + 1);
    else if (/["'`]/.test(text[at])) {
      string.lastIndex = at;
      const found = string.exec(text)?.[0];
      if (found) at += found.length - 1;
    }
  }
  return undefined;
}

function escapeValue(value: string): string {
  return value.replaceAll('"', '&quot;').replace(/\s*\n\s*/g, ' ');
}
