/**
 * The service worker: the playground's page and what it needs, for when there is no network.
 *
 * It keeps what the page asks it to keep and nothing else. An address that names its content (`?v=…`) is answered
 * from the cache; every other one is asked of the network first, so that no stale page outlives a release. Requests for
 * other parts of the site are left alone. The cache bears the bundle's version and this site's address, for several
 * sites may share an origin.
 */

const NAME = `oncotriples-playground ${registration.scope} `;
const CACHE = NAME + VERSION;
const OURS = /^(?:playground(?:\.html)?|playground\/.*|assets\/.*|.*\.nq\.gz)$/;
const LOOSE = { ignoreVary: true };

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => {
  const outdated = (name) => name.startsWith(NAME) && name !== CACHE;
  const forget = caches.keys().then((names) => Promise.all(names.filter(outdated).map((name) => caches.delete(name))));
  event.waitUntil(forget.then(() => clients.claim()));
});

addEventListener("message", (event) => {
  const wanted = event.data.keep.filter(isOurs);
  event.waitUntil(keep(wanted).then((kept) => event.source.postMessage({ kept })));
});

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !isOurs(url)) return;
  event.respondWith(new URL(url).searchParams.has("v") ? keptFirst(event.request) : freshFirst(event.request));
});

function isOurs(address) {
  const [path] = address.slice(registration.scope.length).split(/[?#]/);
  return address.startsWith(registration.scope) && OURS.test(path);
}

/** Hold exactly these addresses; whether all could be had. */
async function keep(addresses) {
  const cache = await caches.open(CACHE);
  const held = (await cache.keys()).map(({ url }) => url);
  await Promise.all(held.filter((url) => !addresses.includes(url)).map((url) => cache.delete(url, LOOSE)));
  const added = await Promise.allSettled(addresses.filter((url) => !held.includes(url)).map((url) => cache.add(url)));
  return added.every(({ status }) => status === "fulfilled");
}

async function keptFirst(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, LOOSE)) ?? fetch(request);
}

async function freshFirst(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, LOOSE);
  try {
    const response = await fetch(request);
    if (kept && response.ok && !response.redirected) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
