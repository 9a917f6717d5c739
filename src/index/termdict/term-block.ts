import { termsPerBlock } from './term-dictionary-format.ts';
import { maxTermUnits } from './term-entry.ts';

/** The heads of a block's terms, decoded. */
export class TermBlock {
  /** Which block it is; -1 for none. */
  number = -1;
  count = 0;
  /** How many of its terms were decoded; what follows says where to go on. */
  decodedCount = 0;
  nextBit = 0;
  postingsOffset = 0;
  gapRiceParameter = 0;
  /** Term `i` is `units[i * mostUnits … + lengths[i])`. */
  readonly units = new Uint16Array(termsPerBlock * maxTermUnits);
  readonly lengths = new Uint8Array(termsPerBlock);
  readonly shapes = new Uint8Array(termsPerBlock);
  /** Documents of the list. */
  readonly documentCounts = new Uint32Array(termsPerBlock);
  readonly isWord = new Uint8Array(termsPerBlock);
  readonly isName = new Uint8Array(termsPerBlock);
  /** Documents where it is a word at all, and where it is one of the best path. */
  readonly wordDocuments = new Uint32Array(termsPerBlock);
  readonly pathDocuments = new Uint32Array(termsPerBlock);
  /** Of long lists: where they begin in the postings, and their bytes. */
  readonly postingsStarts = new Float64Array(termsPerBlock);
  readonly postingsSizes = new Uint32Array(termsPerBlock);
}
