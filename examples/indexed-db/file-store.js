// Bytes by name in IndexedDB.

/** Runs one request on the store of files. */
async function request(mode, run) {
  const opening = indexedDB.open('search', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('files');
  const database = await settle(opening);
  try {
    return await settle(run(database.transaction('files', mode).objectStore('files')));
  } finally {
    database.close();
  }
}

function settle(pending) {
  return new Promise((resolve, reject) => {
    pending.onsuccess = () => resolve(pending.result);
    pending.onerror = () => reject(pending.error);
  });
}

export const load = name => request('readonly', files => files.get(name));
export const save = (name, bytes) => request('readwrite', files => files.put(bytes, name));
