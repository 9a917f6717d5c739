import { mostUnits } from './term-entry.ts';
import { blockTerms } from './terms-format.ts';

/** The heads of a block's terms, decoded. */
export class TermBlock {
  /** Which block it is; -1 for none. */
  number = -1;
  count = 0;
  /** How many of its terms were decoded; what follows says where to go on. */
  decoded = 0;
  bit = 0;
  postings = 0;
  gapBits = 0;
  /** Term `i` is `units[i * mostUnits … + lengths[i])`. */
  readonly units = new Uint16Array(blockTerms * mostUnits);
  readonly lengths = new Uint8Array(blockTerms);
  readonly shapes = new Uint8Array(blockTerms);
  /** Documents of the list. */
  readonly counts = new Uint32Array(blockTerms);
  readonly isWord = new Uint8Array(blockTerms);
  readonly isName = new Uint8Array(blockTerms);
  /** Documents where it is a word at all, and where it is one of the best path. */
  readonly standing = new Uint32Array(blockTerms);
  readonly onPath = new Uint32Array(blockTerms);
  /** Of long lists: where they begin in the postings, and their bytes. */
  readonly starts = new Float64Array(blockTerms);
  readonly sizes = new Uint32Array(blockTerms);
}
