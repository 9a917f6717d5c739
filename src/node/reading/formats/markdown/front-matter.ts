/** Splits front matter (YAML between ---, TOML between +++, an object of JSON) off a text, and parses it. */
import { parse as parseToml } from 'smol-toml';
import { isMap, isNode, parseDocument, visit } from 'yaml';
import { HansouError } from '../../../../errors.ts';

/** A text and its front matter. */
export interface FrontMatter {
  /** The values by key; empty if there is no front matter. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The comments in it. */
  readonly comments: readonly string[];
  /** Front matter that is too long to be parsed; it is text like any other then. */
  readonly unparsed?: string;
  /** The text below it. */
  readonly rest: string;
}

/** Maximum length in UTF-16 units of front matter that is parsed: the time of aliases grows with its square. */
const maxMatterUnits = 1 << 16;

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

/** @throws HansouError BAD_FILE when the front matter is not valid YAML or TOML */
export function splitFrontMatter(file: string, text: string): FrontMatter {
  const yaml = yamlMatter.exec(text);
  const toml = yaml ? null : tomlMatter.exec(text);
  const [whole, matter] = yaml ?? toml ?? ['', ''];
  const rest = text.slice(whole.length);
  if (matter.length > maxMatterUnits) return { values: {}, comments: [], unparsed: matter, rest };
  if (yaml) {
    const parsed = parseYaml(file, matter);
    return parsed ? { ...parsed, rest } : { values: {}, comments: [], rest: text };
  }
  if (toml) return { ...parseTomlMatter(file, matter), rest };
  const json = jsonMatter.exec(text)?.[0];
  const values = json === undefined || json.length > maxMatterUnits ? undefined : parseJson(json);
  if (json !== undefined && values) return { values: toValues(values), comments: [], rest: text.slice(json.length) };
  return { values: {}, comments: [], rest };
}

/** The values; undefined when there are no keys: then the lines are a text between two rules. */
function parseYaml(file: string, yaml: string): Omit<FrontMatter, 'rest'> | undefined {
  const document = parseDocument(yaml, { schema: 'core', uniqueKeys: false, logLevel: 'error' });
  const [error] = document.errors;
  const isMatter = error ? anyKey.test(yaml) : document.contents === null || isMap(document.contents);
  if (!isMatter) return undefined;
  if (error) throw badFrontMatter(file, 'YAML between two lines ---', error, error.linePos?.[0].line);
  const comments: string[] = [];
  const add = (...all: (string | null | undefined)[]) => comments.push(...all.filter(each => typeof each === 'string'));
  add(document.commentBefore, document.comment);
  visit(document, (_, node) => {
    if (isNode(node)) add(node.commentBefore, node.comment);
  });
  try {
    return { values: toValues(document.toJS()), comments };
  } catch (cause) {
    // Too many aliases.
    throw badFrontMatter(file, 'YAML between two lines ---', cause, undefined);
  }
}

function parseTomlMatter(file: string, toml: string): Omit<FrontMatter, 'rest'> {
  try {
    const comments = Array.from(toml.matchAll(/^(?:[^"'#\n]|"[^"\n]*"|'[^'\n]*')*#(.*)$/gm), match => match[1]);
    return { values: toValues(parseToml(toml)), comments };
  } catch (cause) {
    throw badFrontMatter(file, 'TOML between two lines +++', cause, (cause as { line?: number }).line);
  }
}

function toValues(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function badFrontMatter(file: string, expected: string, cause: unknown, line: number | undefined): HansouError {
  const message = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
  return new HansouError('BAD_FILE', `the front matter of ${file} cannot be parsed`, {
    expected,
    got: `${message}${line === undefined ? '' : ` (line ${line + 1} of the file)`}`,
    hint: 'Correct the front matter, or remove it.',
    cause,
  });
}
