/** Measures the largest typed array that some code allocates. */
const arrayNames = ['Uint8Array', 'Uint16Array', 'Uint32Array', 'Int32Array', 'Float32Array', 'Float64Array'] as const;

/**
 * Runs `act` and returns the size in bytes of the largest typed array that it creates with a length. Views and copies do
 * not count, because something of their size already exists.
 */
export function measureLargestAllocation(act: () => void): number {
  const global = globalThis as unknown as Record<string, new (...given: unknown[]) => { byteLength: number }>;
  const originals = arrayNames.map(name => global[name]);
  let largest = 0;
  for (const name of arrayNames) {
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
    arrayNames.forEach((name, i) => {
      global[name] = originals[i];
    });
  }
  return largest;
}
