/** Reads the files in a ZIP archive, each by the format of its name. */
import type { FileDocument } from '../../document.ts';
import type { FileInput } from '../../file-input.ts';
import type { ReaderContext } from '../../reader.ts';
import { openMembers } from './zip-members.ts';

/**
 * Reads member by member, so memory is bounded by the archive and its largest member. Hidden files are left out, and so are
 * those whose name has no known format; one that cannot be read is reported, and the others are read.
 */
export async function* readZip(input: FileInput, context: ReaderContext): AsyncGenerator<FileDocument> {
  const members = await openMembers(input, comment => context.leaveOut('comment', comment));
  for (const member of members) yield* context.readMember(member);
}
