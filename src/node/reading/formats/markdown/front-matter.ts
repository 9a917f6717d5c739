/** Splits front matter (YAML between ---, TOML between +++, an object of JSON) off a text, and parses it. */
import { parse as parseToml } from 'smol-toml';
import { isMap, isNode, parseDocument, visit, type YAMLError, type YAMLMap } from 'yaml';
import { HansouError } from '../../../../errors.ts';
import { type MatterValues, readBrokenMatter } from './broken-matter.ts';

/** A text and its front matter; without values if there is none. */
export interface FrontMatter extends MatterValues {
  /** Front matter that is too long to be parsed; it is text like any other then. */
  readonly unparsed?: string;
  /** Of front matter that is not valid, the lines that no value was taken from; missing if it is valid. */
  readonly broken?: string;
  /** The text below it. */
  readonly rest: string;
}

/** Maximum length in UTF-16 units of front matter that is parsed: the time of aliases grows with its square. */
const maxMatterUnits = 1 << 16;

const noValues: MatterValues = { values: {}, comments: [], repeated: [] };

/** A line of YAML with a key. */
const anyKey = /^[ \t]*[^\s#][^\n]*:(?:\s|$)/m;

const yamlMatter = /^---[ \t]*\r?\n([\s\S]*?)(?:\r?\n|^)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const tomlMatter = /^\+\+\+[ \t]*\r?\n([\s\S]*?)(?:\r?\n|^)\+\+\+[ \t]*(?:\r?\n|$)/;

/** What Hugo reads as front matter: an object whose last bracket stands alone, at the beginning of the file. */
const jsonMatter = /^\{[ \t]*\r?\n[\s\S]*?\n\}[ \t]*(?:\r?\n|$)/;

/** The value of a JSON text; undefined if it is none. */
function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/**
 * Divides a text. Of front matter that is not valid YAML or TOML, the keys that are valid by themselves are taken.
 * @throws HansouError BAD_FILE when `strict` is set and the front matter is not valid
 */
export function splitFrontMatter(file: string, text: string, { strict = false } = {}): FrontMatter {
  const yaml = yamlMatter.exec(text);
  const toml = yaml ? null : tomlMatter.exec(text);
  const [whole, matter] = yaml ?? toml ?? ['', ''];
  const rest = text.slice(whole.length);
  if (matter.length > maxMatterUnits) return { ...noValues, unparsed: matter, rest };
  if (yaml || toml) {
    const language = yaml ? 'yaml' : 'toml';
    try {
      const parsed = parsers[language](matter);
      if (parsed) return { ...parsed, rest };
      // Without keys the lines are a text between two rules.
      if (!looksLikeKeys(matter)) return { ...noValues, rest: text };
      return { ...readBrokenMatter(matter, language, part => parsePart(language, part)), rest };
    } catch (error) {
      if (yaml && !anyKey.test(matter)) return { ...noValues, rest: text };
      if (strict) throw badFrontMatter(file, language, error);
      return { ...readBrokenMatter(matter, language, part => parsePart(language, part)), rest };
    }
  }
  const json = jsonMatter.exec(text)?.[0];
  const values = json === undefined || json.length > maxMatterUnits ? undefined : parseJson(json);
  if (json !== undefined && values) return { ...noValues, values: toValues(values), rest: text.slice(json.length) };
  return { ...noValues, rest };
}

/** Whether each line looks like a key, a title among them, whose colon has no blank behind it or is a Chinese one. */
function looksLikeKeys(matter: string): boolean {
  const lines = matter.split('\n').filter(line => line.trim() !== '');
  return (
    lines.every(line => /^[\p{L}_-]{1,30}\s*[:：]/u.test(line)) &&
    lines.some(line => /^(?:title|标题)\s*[:：]/.test(line))
  );
}

const parsers = { yaml: parseYaml, toml: parseTomlMatter };

/** The values of a part; undefined if it is not valid or has no keys. */
function parsePart(language: 'yaml' | 'toml', part: string): MatterValues | undefined {
  try {
    const parsed = parsers[language](part);
    return parsed && (Object.keys(parsed.values).length > 0 || parsed.comments.length > 0) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The values; undefined when there are no keys. @throws an error of YAML when it is not valid */
function parseYaml(yaml: string): MatterValues | undefined {
  // A tag (!!set, !!binary) makes no other object of a value than the one that it stands before.
  const options = { schema: 'core', resolveKnownTags: false, uniqueKeys: false, logLevel: 'error' } as const;
  const document = parseDocument(yaml, options);
  if (document.errors.length > 0) throw document.errors[0];
  if (document.contents !== null && !isMap(document.contents)) return undefined;
  const comments: string[] = [];
  const add = (...all: (string | null | undefined)[]) => comments.push(...all.filter(each => typeof each === 'string'));
  add(document.commentBefore, document.comment);
  const repeated: string[] = [];
  visit(document, (_, node) => {
    if (isNode(node)) add(node.commentBefore, node.comment);
    if (isMap(node)) repeated.push(...findRepeated(node, yaml));
  });
  // Throws where there are too many aliases.
  return { values: toValues(document.toJS()), comments, repeated };
}

/** The text of each pair of a map whose key stands once more below it. */
function findRepeated({ items }: YAMLMap, yaml: string): string[] {
  const last = new Map(items.map(({ key }, i) => [String(key), i]));
  if (last.size === items.length) return [];
  const endOf = (node: unknown) => (isNode(node) ? node.range?.[1] : undefined);
  return items
    .filter(({ key }, i) => last.get(String(key)) !== i)
    .map(({ key, value }) => yaml.slice(isNode(key) ? key.range?.[0] : 0, endOf(value) ?? endOf(key)));
}

function parseTomlMatter(toml: string): MatterValues {
  const comments = Array.from(toml.matchAll(/^(?:[^"'#\n]|"[^"\n]*"|'[^'\n]*')*#(.*)$/gm), match => match[1]);
  return { values: toValues(parseToml(toml)), comments, repeated: [] };
}

function toValues(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function badFrontMatter(file: string, language: 'yaml' | 'toml', cause: unknown): HansouError {
  const message = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
  const line = (cause as Partial<YAMLError>).linePos?.[0].line ?? (cause as { readonly line?: number }).line;
  return new HansouError('BAD_FILE', `the front matter of ${file} cannot be parsed`, {
    expected: language === 'yaml' ? 'YAML between two lines ---' : 'TOML between two lines +++',
    got: `${message}${line === undefined ? '' : ` (line ${line + 1} of the file)`}`,
    hint: 'Correct the front matter, or read the file without strict: the keys that can be read are then taken.',
    cause,
  });
}
