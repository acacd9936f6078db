// Search as you type, over files that each hold the words of two first letters; and the way from a part of a document
// to the page on which it stands. Names are put into the page as text only.
"use strict";

const root = document.body.dataset.root;
const most = 12;
const shards = new Map();

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
const shardOf = (word) => (/^[a-z0-9]{2}/.test(word) ? word.slice(0, 2) : "_");

function shard(name) {
  if (!shards.has(name)) {
    const got = fetch(`${root}search/${name}.json`).then((answer) => (answer.ok ? answer.json() : []));
    shards.set(name, got.catch(() => { shards.delete(name); return []; }));
  }
  return shards.get(name);
}

// An entry is [label, path, kind, other names]; the files have the kinds that people look for first before the others.
async function search(text) {
  const words = wordsOf(text);
  const longest = words.reduce((one, other) => (other.length > one.length ? other : one), "");
  if (longest.length < 2) return [];
  const entries = await shard(shardOf(longest));
  const ranked = [];
  entries.forEach((entry, place) => {
    const own = wordsOf(entry[0]);
    const all = own.concat(wordsOf(entry[3] ?? ""));
    if (!words.every((word) => all.some((one) => one.startsWith(word)))) return;
    const whole = own.join(" ");
    const said = words.join(" ");
    ranked.push([whole === said ? 0 : whole.startsWith(said) ? 1 : 2, place, entry]);
  });
  ranked.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  return ranked.map((one) => one[2]);
}

function shown(entry) {
  const line = document.createDocumentFragment();
  const name = document.createElement("bdi");
  name.textContent = entry[0];
  const kind = document.createElement("span");
  kind.className = "detail";
  kind.textContent = ` ${entry[2]}`;
  line.append(name, kind);
  return line;
}

function combobox(input) {
  const list = document.createElement("ul");
  list.id = "found";
  list.className = "found";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Found");
  list.hidden = true;
  const told = document.createElement("p");
  told.className = "unseen";
  told.setAttribute("role", "status");
  input.after(list, told);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", "found"], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }
  let found = [];
  let chosen = -1;
  let asked = 0;
  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };
  const choose = (place) => {
    chosen = place;
    [...list.children].forEach((item, one) => item.setAttribute("aria-selected", String(one === place)));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `found-${place}`);
      list.children[place].scrollIntoView({ block: "nearest" });
    }
  };
  const go = (place) => { location.href = `${root}${found[place][1]}.html`; };
  input.addEventListener("input", async () => {
    const number = ++asked;
    const all = await search(input.value);
    if (number !== asked) return;
    found = all.slice(0, most);
    list.replaceChildren(...found.map((entry, place) => {
      const item = document.createElement("li");
      item.id = `found-${place}`;
      item.setAttribute("role", "option");
      item.append(shown(entry));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); go(place); });
      return item;
    }));
    choose(-1);
    show(found.length > 0);
    told.textContent = input.value ? (all.length === 1 ? "1 thing found" : `${all.length} things found`) : "";
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); show(false); } // or the field is emptied too
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); go(chosen); }
    else if (found.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose((chosen + step + found.length + (chosen < 0 && step < 0 ? 1 : 0)) % found.length);
    }
  });
  input.addEventListener("blur", () => show(false));
}

// The page of all that is found, for those who press Enter.
async function results(place) {
  const text = new URLSearchParams(location.search).get("q") ?? "";
  document.getElementById("q").value = text;
  const all = await search(text);
  const list = document.createElement("ul");
  list.className = "listing";
  for (const entry of all.slice(0, 200)) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${root}${entry[1]}.html`;
    link.append(shown(entry));
    item.append(link);
    list.append(item);
  }
  const count = document.createElement("p");
  count.setAttribute("role", "status");
  count.textContent = text
    ? `${all.length} ${all.length === 1 ? "thing" : "things"} found for “${text}”${all.length > 200 ? ", of which 200 are listed" : ""}.`
    : "Type at least two letters into the field above.";
  place.replaceChildren(count, list);
}

// “…/2025-04-21.html#passage/1.1-1.3”: the passage stands on the page of its section, which a file beside this one names.
async function followPart() {
  const listed = document.querySelector("[data-parts]");
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (!listed || !wanted.includes("/") || document.getElementById(wanted)) return;
  const answer = await fetch(listed.dataset.parts);
  const page = answer.ok ? (await answer.json())[wanted] : undefined;
  if (page) location.replace(`${root}${page}.html#${wanted}`);
}

combobox(document.getElementById("q"));
const place = document.getElementById("results");
if (place) results(place);
followPart();
addEventListener("hashchange", followPart);
