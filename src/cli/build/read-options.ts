/** The options of `hansou build` that say how files are read. */
import { requireEncoding } from '../../node/reading/encoding/encoding.ts';
import { type FileFormat, fileFormats } from '../../node/reading/format.ts';
import { type FieldMapping, type RecordField, recordFields } from '../../node/reading/formats/records/record-keys.ts';
import type { FormatOptions } from '../../node/reading/reader.ts';
import { usageError } from '../arguments.ts';

/** The arguments, for `parseArguments`. */
export const readArguments = {
  format: { type: 'string' },
  encoding: { type: 'string' },
  strict: { type: 'boolean' },
  root: { type: 'string' },
  ignore: { type: 'string', multiple: true },
  'base-url': { type: 'string' },
  'clean-urls': { type: 'boolean' },
  drafts: { type: 'boolean' },
  'no-code': { type: 'boolean' },
  field: { type: 'string', multiple: true },
} as const;

/** The values of these arguments. */
interface ReadArguments {
  readonly format?: string | undefined;
  readonly encoding?: string | undefined;
  readonly strict?: boolean | undefined;
  readonly root?: string | undefined;
  readonly ignore?: string[] | undefined;
  readonly 'base-url'?: string | undefined;
  readonly 'clean-urls'?: boolean | undefined;
  readonly drafts?: boolean | undefined;
  readonly 'no-code'?: boolean | undefined;
  readonly field?: string[] | undefined;
}

/** How files are read. @throws HansouError USAGE for a value that is not valid */
export function toReadOptions(values: ReadArguments, usage: string): FormatOptions & { readonly format?: FileFormat } {
  const { root, ignore, 'base-url': baseUrl, 'clean-urls': cleanUrls, drafts, 'no-code': noCode } = values;
  const format = parseFormat(values.format, usage);
  const encoding = values.encoding === undefined ? undefined : requireEncoding(values.encoding);
  return {
    ...(format && { format }),
    ...(encoding && { encoding }),
    strict: values.strict ?? false,
    ...(root !== undefined && { root }),
    ...(ignore && { ignore: ignore.join(', ') }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(cleanUrls && { cleanUrls }),
    ...(drafts && { drafts }),
    ...(noCode && { code: false }),
    fields: parseFields(values.field ?? [], usage),
  };
}

function parseFormat(name: string | undefined, usage: string): FileFormat | undefined {
  const format = fileFormats.find(each => each === name);
  if (name === undefined || format) return format;
  throw usageError(usage, `--format ${name}, which is none of ${fileFormats.join(', ')}`);
}

/** The mapping in `--field body=content`. @throws HansouError USAGE */
function parseFields(texts: readonly string[], usage: string): FieldMapping {
  const fields: { [F in RecordField]?: string } = {};
  for (const text of texts) {
    const [name, key] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)];
    const field = recordFields.find(each => each === name);
    if (!field)
      throw usageError(usage, `--field ${text}, which is not FIELD=KEY with one of ${recordFields.join(', ')}`);
    fields[field] = key;
  }
  return fields;
}
