// What the Tab key reaches on a page, and whether one sees where it is; test_site_access.py puts this into the page.
const REACHABLE = "a[href], button, input, select, summary, textarea, [tabindex='0']";
const PAINT = ["stroke", "strokeWidth", "fill", "backgroundColor"];

/** How an element and what stands in it look: their outlines, as far as they have any, and their paint. */
const look = (element) => [element, ...element.querySelectorAll("*")].map((one) => {
  const style = getComputedStyle(one);
  const { outlineStyle, outlineWidth, outlineColor } = style;
  const outline = outlineStyle === "none" || outlineWidth === "0px" ? "" : outlineWidth + outlineColor;
  return [outline, ...PAINT.map((name) => style[name])].join();
}).join();

window.keyboard = {
  /** Number whatever the key should reach, in the order of the page; gives how many there are. */
  number() {
    const all = [...document.querySelectorAll(REACHABLE)].filter((one) => one.checkVisibility() && !one.disabled);
    all.forEach((one, place) => { one.dataset.place = place; });
    return all.length;
  },

  /** The number of what has the focus; null where that has none. */
  place: () => (document.activeElement.dataset.place ? Number(document.activeElement.dataset.place) : null),

  /** Whether what has the focus looks other than without it. */
  isSeen() {
    const held = document.activeElement;
    const focused = look(held);
    held.blur();
    const differs = look(held) !== focused;
    held.focus({ focusVisible: true });
    return differs;
  },
};
