/**
 * The part of the page's script for an index of several files, or one that stands in parts, or is kept by the browser. For its functions holds what
 * late.ts says of its own.
 */
export { parsePartList } from '../../bytes/part-list.ts';
export { joinSegments } from '../../index/live/join-segments.ts';
export { EarlierFilesReader } from '../../index/segment/earlier-files.ts';
export { countLiveWords } from '../../index/termdict/count-live-words.ts';
export { openParts } from '../../remote/http/parts-source.ts';
export { JoinedSource } from '../../remote/joined-source.ts';
export { openKept } from '../../remote/kept-ranges.ts';
