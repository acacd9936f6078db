/**
 * The form on the page of a saved question: its text and its command follow the values that are typed.
 *
 * A value is bound as oncotriples/questions/params.py binds it: typed, escaped, as one VALUES block, never pasted into
 * the text. A test asks both for the same and compares.
 */

const INTEGER = /^[+-]?[0-9]{1,18}$/;
const DECIMAL = /^([+-]?)([0-9]{0,18})(?:\.([0-9]{1,18}))?$/;
const XSD = "http://www.w3.org/2001/XMLSchema#";
const ESCAPES = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
// What Python takes for white space, which is more and less than what JavaScript does.
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const AROUND = new RegExp(`^${SPACE}|${SPACE}$`, "gu");
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/;

// What RFC 3987 takes for an IRI, as the engine reads it; `[…]` holds an address of IPv6 or of a later version.
const PLANES = [..."123456789ABCD"].map((plane) => `\\u{${plane}0000}-\\u{${plane}FFFD}`).join("");
const UCS = `\\u{A0}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFEF}${PLANES}\\u{E1000}-\\u{EFFFD}`;
const PRIVATE = "\\u{E000}-\\u{F8FF}\\u{F0000}-\\u{FFFFD}\\u{100000}-\\u{10FFFD}";
const some = (more) => `(?:[A-Za-z0-9\\-._~!$&'()*+,;=${UCS}${more}]|%[0-9A-Fa-f]{2})*`;
const LITERAL = "\\[(?:[vV][0-9A-Fa-f]+\\.[A-Za-z0-9\\-._~!$&'()*+,;=:]+|(?<ip>[0-9A-Fa-f:.]+))\\]";
const AUTHORITY = `\\/\\/(?:${some(":")}@)?(?:${LITERAL}|${some("")})(?::[0-9]*)?(?:\\/${some(":@/")})?`;
const IRI = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*:(?:${AUTHORITY}|(?!\\/\\/)${some(":@/")})`
    + `(?:\\?${some(`:@/?${PRIVATE}`)})?(?:#${some(":@/?")})?$`,
  "u",
);

/** The text of a question with these values, by the names of its parameters; null where one of them does not fit. */
export function bound({ before, after, base, parameters }, given) {
  const terms = parameters.map((parameter) => termOf(parameter, given[parameter.name], base));
  if (terms.includes(null)) return null;
  return before + block(parameters, terms) + after;
}

/** The place of the values in a question, written anew; nothing for a question without parameters. */
function block(parameters, terms) {
  if (!parameters.length) return "";
  const names = parameters.map(({ name, type }) => `?_${name}_${type}`);
  return ` VALUES (${names.join(" ")}) { (${terms.join(" ")}) }`;
}

/** A value as SPARQL writes it, or null where it is not of the parameter's type. */
export function termOf({ type }, text, base) {
  if (/\p{Cs}/u.test(text)) return null; // half of a pair: no character
  if (type === "iri") return iri(text, base);
  if (type === "integer") return INTEGER.test(text) ? typed(String(BigInt(text)), type) : null;
  if (type === "decimal") return decimal(text);
  return text.includes("\0") ? null : string(text);
}

function iri(text, base) {
  const bare = text.replace(AROUND, "").replace(/^</, "").replace(/>$/, "");
  if (!bare) return null;
  const whole = SCHEME.test(bare) ? bare : base + bare.replace(/^\//, "");
  const found = IRI.exec(whole);
  return found && isAddress(found.groups.ip) ? `<${whole}>` : null;
}

function isAddress(ip) {
  try {
    return ip === undefined || Boolean(new URL(`http://[${ip}]/`));
  } catch {
    return false;
  }
}

function decimal(text) {
  const [found, sign, whole, fraction] = DECIMAL.exec(text) ?? [];
  if (!found || !(whole || fraction)) return null;
  const digits = whole.replace(/^0+(?=.)/, "") || "0";
  return typed((sign === "-" ? "-" : "") + digits + (fraction ? `.${fraction}` : ""), "decimal");
}

function typed(value, type) {
  return `"${value}"^^<${XSD}${type}>`;
}

/** A string that every engine reads back as the text: a “u” behind a backslash would begin an escape for some. */
function string(text) {
  const escaped = text.replace(/["\\\n\r\t]/g, (character) => ESCAPES[character]);
  return `"${escaped.replace(/\\([uU])/g, (_, letter) => `\\\\U000000${letter === "u" ? "75" : "55"}`)}"`;
}

/** The command that asks the question with these values, for a shell of POSIX. */
export function command({ name, parameters }, given) {
  const values = parameters.filter((parameter) => given[parameter.name] !== parameter.default);
  const words = values.flatMap((parameter) => ["--param", `${parameter.name}=${given[parameter.name]}`]);
  return ["oncotriples", "query", name, ...words].map(quoted).join(" ");
}

function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}

/** The page's side: read the fields, tell what is wrong with each, and keep text, command and link in step. */
function start(question, form) {
  const root = document.body.dataset.root;
  const run = document.getElementById("run");
  const fields = question.parameters.map((parameter) => ({
    parameter,
    input: form.elements.namedItem(parameter.name),
    error: document.getElementById(`error-${parameter.name}`),
  }));

  const update = () => {
    const given = Object.fromEntries(fields.map(({ parameter, input }) => [parameter.name, input.value]));
    for (const { parameter, input, error } of fields) {
      const { name, expected, example } = parameter;
      const fits = termOf(parameter, input.value, question.base) !== null;
      const problem = fits ? "" : `${name} must be ${expected}, such as ${example}.`;
      input.setAttribute("aria-invalid", String(!fits));
      if (error.textContent !== problem) error.textContent = problem;
    }
    const text = bound(question, given);
    if (text !== null) {
      const { before, after } = question;
      document.getElementById("values").textContent = text.slice(before.length, text.length - after.length);
      document.getElementById("command").textContent = command(question, given);
    }
    if (run) link(run, text === null ? null : `${root}playground.html#query=${encodeURIComponent(text)}`);
  };

  form.elements[0].disabled = false;
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (run?.href) run.click();
  });
  update(); // a browser may have kept what was typed before the page was left
}

/** Lead the link there; without an address it is one that cannot be followed now. */
function link(run, address) {
  if (address === null) {
    run.removeAttribute("href");
    run.setAttribute("role", "link");
    run.setAttribute("aria-disabled", "true");
  } else {
    run.href = address;
    run.removeAttribute("role");
    run.removeAttribute("aria-disabled");
  }
}

const form = globalThis.document?.getElementById("ask");
if (form) start(JSON.parse(document.getElementById("question").textContent), form);
