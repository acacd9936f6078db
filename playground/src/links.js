/** Where a thing has its page on this site, and how its IRI is shortened for people. */

// Of the parts of a document's edition only sections and tables have pages; the others stand on the edition's page.
const PART = /^(document\/[^/]+\/[^/]+)\/(?!section\/|table\/)(.+)$/;
const MAPPING = /^mapping\/(.+)$/;
const ODD_PATH = /^\/|\/\/|\/$|(?:^|\/)\.\.?(?:\/|$)|[?\\]/;

/**
 * The address that an IRI is linked to, or null where it is none of the web.
 *
 * @param {string} iri
 * @param {{base: string, root: string}} site what all IRIs of the release begin with; the way from this page to the
 *     site's root, such as `./`
 * @returns {{href: string, own: boolean} | null}
 */
export function linkOf(iri, { base, root }) {
  if (!/^https?:\/\//i.test(iri)) return null;
  const foreign = { href: iri, own: false };
  if (!base || !iri.startsWith(base)) return foreign;
  const [path, ...fragment] = iri.slice(base.length).split("#");
  if (ODD_PATH.test(path)) return foreign;
  const part = PART.exec(path);
  if (part) return { href: `${root}${part[1]}.html#${part[2]}`, own: true };
  const mapping = MAPPING.exec(path);
  if (mapping) return { href: `${root}mappings.html#${mapping[1]}`, own: true };
  const anchor = fragment.length ? `#${fragment.join("#")}` : "";
  return { href: `${root}${path || "index"}.html${anchor}`, own: true };
}

/**
 * An IRI as people read it: `onct:Agent`, `agent/imatinib`, else the whole.
 *
 * @param {string} iri
 * @param {Record<string, string>} prefixes
 * @param {string} base
 */
export function shortened(iri, prefixes, base) {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    if (iri.startsWith(namespace) && iri.length > namespace.length) return `${prefix}:${iri.slice(namespace.length)}`;
  }
  return base && iri.startsWith(base) && iri.length > base.length ? iri.slice(base.length) : iri;
}
