/** Copies all bytes of a source. */
import type { ByteSink } from '../../bytes/byte-sink.ts';
import type { ByteSource } from '../../bytes/byte-source.ts';

/** Bytes that are copied at once. */
const copyBytes = 1 << 22;

/** Copies all bytes of a source, a piece at a time. */
export function copySource(source: ByteSource, sink: ByteSink): void {
  for (let start = 0; start < source.size; start += copyBytes) {
    const end = Math.min(source.size, start + copyBytes);
    const { bytes, origin } = source.window(start, end);
    sink.write(bytes.subarray(start - origin, end - origin));
  }
}
