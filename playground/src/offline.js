/** Registers the service worker, and tells it what this page needs to work without a network. */

/**
 * @param {string} root the way from this page to the site's root
 * @param {string[]} addresses what the playground itself fetched
 * @param {HTMLElement} host gets `data-offline="ready"` once all is kept
 */
export async function keepOffline(root, addresses, host) {
  if (!navigator.serviceWorker) return;
  const used = [...document.querySelectorAll("link[rel~=stylesheet], link[rel~=icon], script[src], img[src]")];
  const page = location.origin + location.pathname;
  const keep = [page, ...used.map(({ href, src }) => href ?? src), host.dataset.terms, ...addresses]
    .filter(Boolean)
    .map((address) => new URL(address, document.baseURI).href);
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data.kept) host.dataset.offline = "ready";
  });
  try {
    await navigator.serviceWorker.register(new URL(`${root}sw.js`, document.baseURI), { scope: root });
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ keep: [...new Set(keep)] });
  } catch {
    // The site has no sw.js, or the browser allows none here: the playground works all the same, online.
  }
}
