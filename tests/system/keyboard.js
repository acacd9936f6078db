// What the Tab key reaches on a page, and whether one sees where it is; test_site_access.py puts this into the page.
const REACHABLE = "a[href], button, input, select, summary, textarea, [tabindex='0']";
const SEEN = ["outlineStyle", "outlineWidth", "outlineColor", "stroke", "strokeWidth", "fill", "backgroundColor"];

const look = (element) =>
  [element, ...element.querySelectorAll("*")].map((one) => SEEN.map((name) => getComputedStyle(one)[name])).join();

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
