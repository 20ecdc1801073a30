"use strict";
// One namespace for every world: content files, worker, sidebar and options all add to it.
globalThis.webcare ??= /** @type {Namespace} */ ({});
