/** Tags of words, as jieba's dictionaries give them: `n`, `nr`, `v` … */

/** Tags of names: of persons (`nr`, `nrt`, `nrfg`), places (`ns`), organisations (`nt`) and things (`nz`). */
const nameTags = new Set(['nr', 'nrt', 'nrfg', 'ns', 'nt', 'nz']);

/** Whether a tag says that a word is the name of a person, place, organisation or thing. */
export function isNameTag(tag: string): boolean {
  return nameTags.has(tag);
}

/** The tags that stand in jieba's own dictionary: what a dictionary line without weight is read by. */
const jiebaTags = new Set(
  (
    'a ad ag an b c d df dg e f g h i j k l m mg mq n ng nr nrfg nrt ns nt nz o p q r rg rr rz s t tg u ud ug uj ul ' +
    'uv uz v vd vg vi vn vq x y z zg eng'
  ).split(' '),
);

export function isJiebaTag(text: string): boolean {
  return jiebaTags.has(text);
}
