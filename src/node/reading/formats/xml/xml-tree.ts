/** Parses XML to a tree, forgiving what real files get wrong: several roots, `&` by itself, tags that do not match. */
import sax from 'sax';

/** An element of XML. */
export interface XmlElement {
  /** The name in lower case, with its namespace: `dc:title`. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Elements and texts in order. */
  readonly children: (XmlElement | string)[];
}

/** What was parsed. */
export interface XmlTree {
  /** An element without a name whose children are the roots of the file. */
  readonly root: XmlElement;
  readonly comments: readonly string[];
  /** Declarations of types and instructions for programs, which are no text. */
  readonly declarations: readonly string[];
}

/** Elements deeper than this are children of one at this depth, so that no recursion overflows. */
const maxDepth = 500;

/** An ampersand that begins no entity. */
const loneAmpersand = /&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});)/gi;

/** Parses a text. Never throws: what is no XML is text. */
export function parseXml(text: string): XmlTree {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const comments: string[] = [];
  const declarations: string[] = [];
  const open: XmlElement[] = [root];
  const parser = sax.parser(false, { lowercase: true, trim: false, normalize: false });
  parser.onerror = () => {
    parser.error = null as unknown as Error;
  };
  const addText = (part: string) => {
    const { children } = open[open.length - 1];
    const last = children.length - 1;
    if (typeof children[last] === 'string') children[last] += part;
    else children.push(part);
  };
  parser.ontext = addText;
  parser.oncdata = addText;
  parser.oncomment = comment => comments.push(comment);
  parser.ondoctype = declaration => declarations.push(declaration);
  parser.onsgmldeclaration = declaration => declarations.push(declaration);
  parser.onprocessinginstruction = ({ name, body }) => declarations.push(`${name} ${body}`);
  // Collected here: sax puts them into an object in which __proto__ is none.
  let attributes = new Map<string, string>();
  parser.onattribute = ({ name, value }) => attributes.set(name, value);
  parser.onopentag = ({ name }) => {
    const element: XmlElement = { name, attributes: Object.fromEntries(attributes), children: [] };
    attributes = new Map();
    open[Math.min(open.length, maxDepth) - 1].children.push(element);
    open.push(element);
  };
  parser.onclosetag = () => {
    if (open.length > 1) open.pop();
  };
  // What stands behind the first root belongs to the file too.
  parser.write('<_>').write(text.replace(loneAmpersand, '&amp;')).write('</_>').close();
  const [whole] = elementsIn(root);
  return { root: { ...root, children: whole.children }, comments, declarations };
}

/** The elements among the children. */
export function elementsIn(element: XmlElement): XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== 'string');
}

/** The elements below an element, in document order, whose local name (without namespace) is given. */
export function findElements(element: XmlElement, localName: string): XmlElement[] {
  return elementsIn(element).flatMap(child => [
    ...(localNameOf(child) === localName ? [child] : []),
    ...findElements(child, localName),
  ]);
}

/** The name without its namespace. */
export function localNameOf({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1);
}

/**
 * The text of an element. Elements that follow each other directly are on lines of their own; one inside a text is not.
 */
export function textOfElement(element: XmlElement): string {
  let text = '';
  const visit = ({ children }: XmlElement) => {
    for (const [i, child] of children.entries()) {
      if (typeof child === 'string') text += child;
      else {
        const before = children[i - 1];
        if (before === undefined || typeof before !== 'string' || before.trim() === '') text += '\n';
        visit(child);
      }
    }
  };
  visit(element);
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .join('\n');
}
