const arrays = ['Uint8Array', 'Uint16Array', 'Uint32Array', 'Int32Array', 'Float32Array', 'Float64Array'] as const;

/**
 * Runs `act`, and gives the bytes of the largest typed array that was made by a length on the way. Arrays that are
 * views, or made of other arrays, are as large as something that is there, and do not count.
 */
export function largestAllocation(act: () => void): number {
  const global = globalThis as unknown as Record<string, new (...given: unknown[]) => { byteLength: number }>;
  const kept = arrays.map(name => global[name]);
  let largest = 0;
  for (const name of arrays) {
    global[name] = new Proxy(global[name], {
      construct(target, given, made) {
        if (typeof given[0] === 'number')
          largest = Math.max(
            largest,
            given[0] * (target as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT,
          );
        return Reflect.construct(target, given, made === global[name] ? target : made) as object;
      },
    });
  }
  try {
    act();
  } finally {
    arrays.forEach((name, i) => {
      global[name] = kept[i];
    });
  }
  return largest;
}
