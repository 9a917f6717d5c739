/** Part-of-speech tags of jieba's dictionaries: `n`, `nr`, `v` … */

/** Tags of proper names: persons (`nr`, `nrt`, `nrfg`), places (`ns`), organisations (`nt`) and things (`nz`). */
const nameTags = new Set(['nr', 'nrt', 'nrfg', 'ns', 'nt', 'nz']);

/** Whether a word with this tag is the name of a person, place, organisation or thing. */
export function isNameTag(tag: string): boolean {
  return nameTags.has(tag);
}

/** The tags in jieba's own dictionary. On a dictionary line without a weight only these are read as a tag. */
const jiebaTags = new Set(
  (
    'a ad ag an b c d df dg e f g h i j k l m mg mq n ng nr nrfg nrt ns nt nz o p q r rg rr rz s t tg u ud ug uj ul ' +
    'uv uz v vd vg vi vn vq x y z zg eng'
  ).split(' '),
);

/** Whether a text is one of the tags in jieba's own dictionary. */
export function isJiebaTag(text: string): boolean {
  return jiebaTags.has(text);
}
