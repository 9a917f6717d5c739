/** Under which keys the fields of a document stand in JSON, CSV and XML. */

import { invalid } from '../../../../validate.ts';

/** The fields of a document that a key may stand for. */
export const recordFields = [
  'id',
  'title',
  'subtitle',
  'body',
  'caption',
  'author',
  'date',
  'tags',
  'source',
  'description',
  'edition',
  'url',
] as const;
/** A field of a document that a key may stand for. */
export type RecordField = (typeof recordFields)[number];

/** Says which key holds a field: `{ body: 'content' }`; a path for a nested one: `{ body: 'data.content' }`. @useDeclaredType */
export type FieldMapping = { readonly [F in RecordField]?: string };

/** Checks that a value is a `FieldMapping`. @throws HansouError BAD_ARGUMENT */
export function checkFieldMapping(name: string, value: unknown): void {
  const isMapping =
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(
      ([field, key]) => recordFields.includes(field as RecordField) && (key === undefined || typeof key === 'string'),
    );
  if (!isMapping)
    throw invalid(name, `an object of strings by ${recordFields.join(', ')}`, value, "Pass { body: 'content' }.");
}

/** The names of each field, most telling first, without blanks, hyphens and underscores and in lower case. */
const commonNames: Readonly<Record<RecordField, readonly string[]>> = {
  id: [
    'id',
    'newsid',
    'docid',
    'articleid',
    'postid',
    'itemid',
    'docno',
    'uuid',
    'guid',
    'oid',
    'objectid',
    '编号',
    '序号',
    '文号',
  ],
  title: [
    ...['title', 'headline', 'contenttitle', 'newstitle', 'articletitle', 'subject', 'rhythmic', 'question', 'heading'],
    ...['标题', '题目', '篇名', '题名', '书名', '问题', '名称', 'name'],
  ],
  subtitle: ['subtitle', 'subhead', 'kicker', 'chapter', 'section', '副标题', '引题', '肩题', '章节'],
  body: [
    ...[
      'body',
      'text',
      'content',
      'contents',
      'paragraphs',
      'fulltext',
      'articlebody',
      'maintext',
      'plaintext',
      'article',
    ],
    ...['contenthtml', 'contentencoded', 'bodyhtml', 'html', 'contenttext', 'passage', 'context', 'document', 'answer'],
    ...['review', 'comment', 'sentence', 'message', 'paragraph', 'lyrics', 'markdown'],
    ...['正文', '内容', '全文', '文本', '文章', '原文', '诗文', '回答', '答案', '评论', '段落'],
  ],
  caption: ['caption', 'captions', '图说', '图注'],
  author: ['author', 'authors', 'writer', 'byline', 'creator', 'dccreator', 'reporter', '作者', '记者', '编者'],
  date: [
    ...['date', 'publishtime', 'publishdate', 'published', 'publishedat', 'publicationdate', 'pubdate', 'pubtime'],
    ...[
      'datepublished',
      'posttime',
      'postdate',
      'time',
      'datetime',
      'createdat',
      'createtime',
      'created',
      'ctime',
      'dcdate',
    ],
    ...['updated', 'timestamp', '日期', '发布时间', '发布日期', '发表时间', '时间', '刊期'],
  ],
  tags: [
    'tags',
    'keywords',
    'tag',
    'keyword',
    'categories',
    'category',
    'labels',
    'topics',
    '标签',
    '关键词',
    '分类',
    '类别',
  ],
  source: [
    'source',
    'publisher',
    'media',
    'site',
    'sitename',
    'account',
    'dynasty',
    '来源',
    '出处',
    '媒体',
    '公众号',
    '朝代',
  ],
  description: [
    'description',
    'desc',
    'summary',
    'abstract',
    'digest',
    'excerpt',
    'intro',
    '摘要',
    '简介',
    '导语',
    '描述',
  ],
  edition: ['edition', 'page', '版面', '版次'],
  url: ['url', 'link', 'href', 'permalink', 'pageurl', 'sourceurl', '链接', '网址', '地址'],
};

/** Bodies that are HTML whatever they look like. */
const htmlNames: ReadonlySet<string> = new Set(['contenthtml', 'contentencoded', 'bodyhtml', 'html']);

/** A key as it is compared: `publish_time`, `publishTime` and `Publish Time` are one. */
export function normalizeKey(key: string): string {
  return key.toLowerCase().replace(/[\s_:.-]/g, '');
}

/** Whether a key is one of the names of a title or of a body. */
export function isTextKey(key: string): boolean {
  const name = normalizeKey(key);
  return commonNames.body.includes(name) || commonNames.title.includes(name);
}

/** Whether a key is one of the names of any field. */
export function isKnownKey(key: string): boolean {
  const name = normalizeKey(key);
  return recordFields.some(field => commonNames[field].includes(name));
}

/** Whether the values under a key are HTML. */
export function isHtmlKey(key: string): boolean {
  return htmlNames.has(normalizeKey(key));
}

/**
 * The keys of a record that may hold a field, the most telling first: the mapped one alone, else those with a common name.
 * @param keys the keys of the record by their normalized names
 */
export function keysOf(field: RecordField, keys: ReadonlyMap<string, string>, mapping: FieldMapping): string[] {
  const mapped = mapping[field];
  if (mapped !== undefined) return mapped === '' ? [] : [mapped];
  const claimed = new Set(Object.values(mapping));
  return commonNames[field].flatMap(name => keys.get(name) ?? []).filter(key => !claimed.has(key));
}
