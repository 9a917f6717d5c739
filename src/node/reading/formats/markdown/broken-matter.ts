/** What can be read of front matter that is not valid as a whole: the keys that are valid by themselves. */

/** The values of valid front matter. */
export interface MatterValues {
  readonly values: Readonly<Record<string, unknown>>;
  readonly comments: readonly string[];
  /** Keys with their values that stand once more below them, whose value counts. */
  readonly repeated: readonly string[];
}

/** The values that could be read of front matter that is not valid. */
interface BrokenMatter extends MatterValues {
  /** The lines that no value was taken from. */
  readonly broken: string;
}

/** Keys whose values are texts, which are believed even where they look like a broken list: `title: [新闻] 通车`. */
const textKey = /^(?:title|subtitle|description|summary|excerpt|标题|摘要)$/;
/** A key at the beginning of a line, and what stands behind it; the blank behind a colon may be missing, and the colon be Chinese. */
const keyLine = {
  yaml: /^["']?([\p{L}_][\p{L}\p{N}_. -]{0,60}?)["']?[ \t]*[:：](?!\/\/)(.*)$/u,
  toml: /^["']?([\p{L}_][\p{L}\p{N}_.-]{0,60}?)["']?[ \t]*=(.*)$/u,
} as const;
/** Says of a page that it is not to be found, in whatever place: in doubt such a page is not to be read. */
const hiddenLine =
  /^[ \t]*["']?(?:(draft|unlisted)["']?\s*[:=]\s*["']?true|(published|search)["']?\s*[:=]\s*["']?false)\b/gim;

/**
 * Reads each key with the lines below it by itself. Of a key that is not valid either, a value on one line is taken as it
 * stands, if it is a text. A line that says that the page is a draft, not published, not searched or not listed is believed
 * in any place.
 *
 * Law: each Han character stands in a key, a value, a comment, in `repeated` or in `broken`.
 * @param parse the values and comments of a part; undefined if it is not valid or has no keys
 */
export function readBrokenMatter(
  matter: string,
  language: 'yaml' | 'toml',
  parse: (part: string) => MatterValues | undefined,
): BrokenMatter {
  // Without a prototype: `__proto__` is a key like others.
  const values = Object.create(null) as Record<string, unknown>;
  const [comments, repeated, broken]: [string[], string[], string[]] = [[], [], []];
  const partOf = new Map<string, string>();
  for (const part of splitParts(matter, language)) {
    const found = parse(part) ?? readLine(part, keyLine[language]);
    if (found) {
      Object.assign(values, found.values);
      comments.push(...found.comments);
      repeated.push(...found.repeated);
      for (const key of Object.keys(found.values)) {
        repeated.push(...(partOf.has(key) ? [partOf.get(key)!] : []));
        partOf.set(key, part);
      }
    } else if (part.trim() !== '') broken.push(part);
  }
  for (const [, isTrue, isFalse] of matter.matchAll(hiddenLine)) values[(isTrue ?? isFalse).toLowerCase()] = !!isTrue;
  return { values, comments, repeated, broken: broken.join('\n') };
}

/** Parts that begin with a key at the beginning of a line: other lines belong to the key above them. */
function splitParts(matter: string, language: 'yaml' | 'toml'): string[] {
  // A text of TOML may have lines like keys, and its keys below a table are those of the table.
  if (language === 'toml' && /"""|'''/.test(matter)) return [matter];
  const parts: string[][] = [[]];
  let isTable = false;
  for (const line of matter.split(/\r?\n/)) {
    const opensTable = language === 'toml' && /^\s*\[/.test(line);
    if (opensTable || (!isTable && (keyLine[language].test(line) || line.startsWith('#')))) parts.push([line]);
    else parts[parts.length - 1].push(line);
    isTable ||= opensTable;
  }
  return parts.map(lines => lines.join('\n'));
}

/** The key and the text on a line; undefined for several lines, and where the value is no text. */
function readLine(part: string, pattern: RegExp): MatterValues | undefined {
  const [, key, value] = pattern.exec(part.trimEnd()) ?? [];
  if (key === undefined) return undefined;
  const text = value.trim();
  const isText = textKey.test(key) ? !/^[|>]/.test(text) : !/^[[{&*!|>]/.test(text);
  return isText && text !== '' ? { values: { [key]: withoutLoneQuote(text) }, comments: [], repeated: [] } : undefined;
}

/** A text without a quote mark in front that nothing closes. */
function withoutLoneQuote(text: string): string {
  return /^(["'])(?!.*\1)./.test(text) ? text.slice(1) : text;
}
