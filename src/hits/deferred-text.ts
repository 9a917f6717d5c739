/** Long texts of a hit's document are decoded when they are first looked at. Called by `SearchIndex.search`. */

/** The key of the texts of a document; not enumerable, so that no copy has it. */
const textsKey = Symbol('texts');
/** Node prints values of accessors only when it is given a copy without them. */
const inspectKey = Symbol.for('nodejs.util.inspect.custom');

/** The deferred texts of a document by name: what was read or set, or how it is read. */
type DeferredTexts = Record<string, { read: (() => string) | undefined; value: unknown }>;

interface WithTexts {
  [textsKey]: DeferredTexts;
}

/**
 * Adds texts to documents as own, enumerable properties that decode on first reading. One object serves all searches of an
 * index: properties of one name share their accessors, so that documents have one hidden class.
 *
 * Law: a document with deferred texts is as one with strings for whoever reads, sets, spreads, clones (`structuredClone`),
 * prints or stringifies it.
 */
export class DeferredText {
  private readonly properties = new Map<string, PropertyDescriptor>();

  /** @param read decodes the text; called at most once */
  readonly add = (document: object, name: string, read: () => string): void => {
    let property = this.properties.get(name);
    if (!property) this.properties.set(name, (property = createProperty(name)));
    Object.defineProperty(document, name, property);
    const known = (document as Partial<WithTexts>)[textsKey];
    if (known) known[name] = { read, value: undefined };
    else {
      Object.defineProperty(document, textsKey, { value: { [name]: { read, value: undefined } } });
      Object.defineProperty(document, inspectKey, inspectProperty);
    }
  };
}

const inspectProperty: PropertyDescriptor = {
  value(this: object) {
    return { ...this };
  },
};

function createProperty(name: string): PropertyDescriptor {
  return {
    configurable: true,
    enumerable: true,
    get(this: WithTexts) {
      const text = this[textsKey][name];
      if (text.read) {
        text.value = text.read();
        text.read = undefined;
      }
      return text.value;
    },
    set(this: WithTexts, value: unknown) {
      this[textsKey][name] = { read: undefined, value };
    },
  };
}
