/** The indexes of a cluster that stand behind a name, one after the other: found, created and checked. */
import { HansouError } from '../../errors.ts';
import type { Schema } from '../../index/schema.ts';
import { type ClusterConnection, toAnswerError } from '../transport/answers.ts';
import { createIndexBody, type HansouMeta, type IndexLayout, layoutVersion } from './index-body.ts';

/** An index that stands behind the alias. */
export interface FoundIndex {
  readonly name: string;
  readonly meta: HansouMeta | undefined;
}

/** Reads which index stands behind a name; undefined when there is none. */
export async function findIndex(connection: ClusterConnection, index: string): Promise<FoundIndex | undefined> {
  const path = `/${encodeURIComponent(index)}/_mapping`;
  const answer = await connection.ask('GET', path);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw toAnswerError('opening', path, answer);
  const found = Object.entries((answer.body ?? {}) as Readonly<Record<string, MappingBody>>);
  if (found.length !== 1)
    throw new HansouError('BAD_INDEX', `${index} is not one index of the cluster`, {
      expected: 'one index behind the name',
      got: found.map(([name]) => name).join(', '),
      hint: 'Let the alias stand for one index.',
    });
  const [[name, { mappings }]] = found;
  return { name, meta: mappings?._meta?.hansou };
}

/** The index behind a name. @throws HansouError NOT_FOUND, BAD_INDEX when it was not made by hansou; what requests throw */
export async function requireIndex(
  connection: ClusterConnection,
  index: string,
): Promise<{ readonly name: string; readonly meta: HansouMeta }> {
  const found = await findIndex(connection, index);
  if (found?.meta) return { name: found.name, meta: found.meta };
  throw new HansouError(found ? 'BAD_INDEX' : 'NOT_FOUND', `the cluster has no index ${index} of hansou`, {
    expected: 'an index that hansou filled',
    got: found ? 'one of another program' : 'none of this name',
    hint: 'Correct the name, or fill it with hansou cluster push.',
  });
}

interface MappingBody {
  readonly mappings?: { readonly _meta?: { readonly hansou?: HansouMeta } };
}

/** Creates an index of the cluster. One that was created meanwhile is left as it is. */
export async function createVersion(
  connection: ClusterConnection,
  name: string,
  schema: Schema,
  analysis: string,
  layout: IndexLayout,
  aliases: object,
): Promise<void> {
  const body = JSON.stringify({ ...createIndexBody(schema, analysis, layout), aliases });
  const path = `/${encodeURIComponent(name)}?wait_for_active_shards=1`;
  const answer = await connection.ask('PUT', path, body);
  const type = (answer.body as { error?: { type?: string } } | undefined)?.error?.type ?? '';
  if (answer.status !== 200 && type !== 'resource_already_exists_exception')
    throw toAnswerError('creating the index', path, answer);
}

/** Checks that an index was filled with these fields and this analysis. @throws HansouError BAD_INDEX, SCHEMA_MISMATCH, ANALYSIS_MISMATCH */
export function checkMeta(index: string, meta: HansouMeta | undefined, schema: Schema, analysis: string): void {
  if (meta?.layout !== layoutVersion)
    throw new HansouError('BAD_INDEX', `${index} was not made by this version of hansou`, {
      expected: `a mapping with layout ${layoutVersion} of hansou in _meta`,
      got: meta === undefined ? 'none' : `layout ${meta.layout}`,
      hint: 'Choose another name, or fill a new index.',
    });
  if (!isSameSchema(meta.fields, schema))
    throw new HansouError('SCHEMA_MISMATCH', `${index} has other fields`, {
      expected: Object.keys(meta.fields).join(', '),
      got: Object.keys(schema).join(', '),
      hint: 'Pass the fields that it was created with, or remap it.',
    });
  if (meta.analysis !== analysis)
    throw new HansouError('ANALYSIS_MISMATCH', `${index} was filled by another analysis`, {
      expected: meta.analysis,
      got: analysis,
      hint: 'Pass the lexicon or segmenter that it was created with, or remap it.',
    });
}

function isSameSchema(a: Schema, b: Schema): boolean {
  const names = Object.keys(a);
  const settings = (field: object) => JSON.stringify(Object.entries(field).sort());
  return (
    names.length === Object.keys(b).length &&
    names.every(name => Object.hasOwn(b, name) && settings(a[name]) === settings(b[name]))
  );
}
