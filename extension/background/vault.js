// Where the device's key to the server lies: the extension's own database. Content files, which live in
// pages, can read all of chrome.storage.local, and can neither read nor change this.
const NAME = "vault";
const ROOM = "kept";

/** @returns {Promise<any>} what was kept under this name, undefined when nothing was */
export const kept = (/** @type {string} */ name) => within("readonly", (room) => room.get(name));

/** Keeps a value until another takes its place. */
export const keep = (/** @type {string} */ name, /** @type {any} */ value) =>
  within("readwrite", (room) => room.put(value, name));

/** @param {IDBTransactionMode} mode @param {(room: IDBObjectStore) => IDBRequest} ask */
async function within(mode, ask) {
  const database = await open();
  try {
    return await done(ask(database.transaction(ROOM, mode).objectStore(ROOM)));
  } finally {
    database.close();
  }
}

function open() {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(ROOM);
  return done(opening);
}

/** @param {IDBRequest} request @returns {Promise<any>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
