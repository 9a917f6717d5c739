/** Reads an XML file: the documents in it, or all of its text as one. */
import type { FileDocument } from '../../document.ts';
import type { FileInput } from '../../file-input.ts';
import type { ReaderContext } from '../../reader.ts';
import { hasText, readDataRecord } from '../records/record-document.ts';
import { elementsIn, parseXml, textOfElement, type XmlElement } from './xml-tree.ts';

/**
 * Reads the documents: elements of one name (`item`, `doc`, `entry`, `row`) that have a title or a text with a common name
 * below or in an attribute. Without such elements, and for what stands outside of them, all text is one document.
 * @throws HansouError BAD_FILE when the file is empty or no XML
 */
export async function* readXml(input: FileInput, context: ReaderContext): AsyncGenerator<FileDocument> {
  const { root, comments, declarations } = parseXml(await input.text(declaredXmlEncoding));
  for (const comment of comments) if (comment.trim()) context.leaveOut('comment', comment);
  for (const declaration of declarations) context.leaveOut('markup', declaration);
  const records = findRecordElements(root);
  let number = 0;
  for (const element of records) {
    number++;
    yield* readDataRecord(recordOf(element), { file: input.file, name: `document ${number}`, number }, context);
  }
  const rest = records.length > 0 ? without(root, new Set(records)) : root;
  reportAttributes(rest, context);
  const body = textOfElement(rest);
  if (body !== '' && (records.length === 0 || /\p{Script=Han}/u.test(body)))
    yield { id: input.file, body, file: input.file };
  else if (records.length === 0) context.leaveOut('no text', '');
}

/** The encoding that an XML declaration names; undefined if it names none. */
function declaredXmlEncoding(bytes: Uint8Array): string | undefined {
  const firstBytes = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return /<\?xml[^>]{0,150}encoding\s*=\s*["']([\w-]+)/i.exec(firstBytes)?.[1];
}

/** Elements that are documents even if there is only one. */
const recordName = /^(?:.*:)?(?:item|entry|doc|record)$/;

/** The elements that are documents: siblings of one name, the outermost ones. */
function findRecordElements(root: XmlElement): XmlElement[] {
  const children = elementsIn(root);
  const groups = new Map<string, XmlElement[]>();
  for (const child of children) {
    const group = groups.get(child.name);
    if (group) group.push(child);
    else groups.set(child.name, [child]);
  }
  for (const group of groups.values())
    if (
      (group.length > 1 || recordName.test(group[0].name)) &&
      group.every(each => elementsIn(each).length > 0 || Object.keys(each.attributes).length > 1)
    )
      if (group.filter(each => hasText(recordOf(each))).length * 2 > group.length) return group;
  return children.flatMap(findRecordElements);
}

/** The attributes and child elements by name; of several with one name, a list. */
function recordOf(element: XmlElement): Record<string, unknown> {
  const record = new Map<string, string | string[]>(Object.entries(element.attributes));
  const add = (key: string, value: string) => {
    const before = record.get(key);
    record.set(key, before === undefined ? value : [before, value].flat());
  };
  const texts: string[] = [];
  for (const child of element.children) {
    if (typeof child === 'string') {
      if (child.trim()) texts.push(child.trim());
      continue;
    }
    add(child.name, textOfElement(child));
    for (const [name, value] of attributesBelow(child))
      if (/\p{Script=Han}/u.test(value)) add(`${child.name} ${name}`, value);
  }
  for (const text of texts) add('#text', text);
  return Object.fromEntries(record);
}

function attributesBelow(element: XmlElement): [name: string, value: string][] {
  return [...Object.entries(element.attributes), ...elementsIn(element).flatMap(attributesBelow)];
}

function reportAttributes(element: XmlElement, context: ReaderContext): void {
  for (const [, value] of attributesBelow(element))
    if (/\p{Script=Han}/u.test(value)) context.leaveOut('markup', value);
}

/** The tree without some of its elements. */
function without(element: XmlElement, removed: ReadonlySet<XmlElement>): XmlElement {
  const children = element.children
    .filter(child => typeof child === 'string' || !removed.has(child))
    .map(child => (typeof child === 'string' ? child : without(child, removed)));
  return { ...element, children };
}
