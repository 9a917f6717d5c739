/** The common Chinese characters, in both scripts. */
import { fold } from '../../../text/folding.ts';

/** The 3,755 characters of the first level of GB2312; created when first needed. */
let commonSet: Set<string> | undefined;

/** Whether a character, folded to its simplified form, is in the first level of GB2312. */
export function isCommonCharacter(character: string): boolean {
  commonSet ??= createCommonSet();
  return commonSet.has(character) || commonSet.has(fold(character));
}

function createCommonSet(): Set<string> {
  const bytes: number[] = [];
  for (let lead = 0xb0; lead <= 0xd7; lead++) for (let trail = 0xa1; trail <= 0xfe; trail++) bytes.push(lead, trail);
  // The last five code points of the last row are not assigned.
  return new Set(new TextDecoder('gb18030').decode(Uint8Array.from(bytes.slice(0, 3755 * 2))));
}
