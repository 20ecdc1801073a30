// The only file that speaks to the server, and the only one that calls fetch.

const PATIENCE = 8000; // ms

/** Nobody answers at the server's address. */
export class Unreachable extends Error {}

/** Something answers there, but it is not Webcare: its answers lack X-Webcare. */
export class Stranger extends Error {}

/**
 * Asks the server one thing.
 * @param {string} server origin, for example http://127.0.0.1:8765
 * @param {string} path
 * @param {{body?: any, token?: string, etag?: string | null}} [options] with a body it is a POST
 * @returns {Promise<{status: number, body: any, etag: string | null}>} body null when there is none
 * @throws {Unreachable | Stranger}
 */
export async function ask(server, path, { body, token, etag } = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  if (etag) headers["If-None-Match"] = etag;
  const answer = await send(server + path, {
    method: body === undefined ? "GET" : "POST",
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.headers.has("X-Webcare")) throw new Stranger(server);
  return {
    status: answer.status,
    body: await json(answer),
    etag: answer.headers.get("ETag"),
  };
}

/**
 * A JSON file of the extension itself. Not by `import … with { type: "json" }`: after a restart of the
 * browser Chromium 156 cannot load such imports in an installed worker, which then never starts.
 */
export async function packaged(/** @type {string} */ path) {
  return (await fetch(chrome.runtime.getURL(path))).json();
}

/** A redirect is refused: the token must never travel to another address. */
async function send(/** @type {string} */ url, /** @type {RequestInit} */ request) {
  try {
    return await fetch(url, {
      ...request,
      redirect: "error",
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch (cause) {
    throw new Unreachable(url, { cause });
  }
}

async function json(/** @type {Response} */ answer) {
  try {
    return await answer.json();
  } catch {
    return null; // 304 and empty answers
  }
}
