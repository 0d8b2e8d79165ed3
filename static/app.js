// What a browser with JavaScript adds. Every page works without this file: here is comfort only.
// Words come from the page's data attributes; text is written with textContent, never as HTML.
"use strict";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector, within = document) => within.querySelector(selector);

/* Choosing users: the count follows the ticks */

function choosing(form) {
  const head = one("[data-page]", form);
  const boxes = all('tbody input[name="user"]', form);
  const bar = one("[data-selection]", form);
  const count = one("[data-count]", form);
  // Who is chosen on other pages; the server counts those of this one as well.
  const elsewhere = Number(form.dataset.chosen) - boxes.filter((box) => box.defaultChecked).length;
  let last = null;

  const show = () => {
    const here = boxes.filter((box) => box.checked).length;
    const chosen = elsewhere + here;
    const pattern = chosen === 0 ? count.dataset.none : chosen === 1 ? count.dataset.one : count.dataset.many;
    const number = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: "always" }).format(chosen);
    const words = pattern.replace(/\d+/, number);
    if (count.textContent !== words) count.textContent = words;
    bar.classList.toggle("none", chosen === 0);
    bar.classList.remove("told");
    for (const command of all("[data-when-chosen]", bar)) command.hidden = chosen === 0;
    for (const command of all("[data-needs-choice]", form)) {
      command.ariaDisabled = chosen > 0 ? null : "true";
      command.title = chosen > 0 ? "" : command.dataset.needsChoice;
    }
    for (const box of boxes) box.closest("tr").classList.toggle("chosen", box.checked);
    if (head) {
      head.checked = here > 0 && here === boxes.length;
      head.indeterminate = here > 0 && here < boxes.length;
    }
  };

  head?.addEventListener("change", () => {
    for (const box of boxes) box.checked = head.checked;
    show();
  });
  for (const box of boxes) {
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
      }
      last = box;
      show();
    });
  }
  form.addEventListener("click", (event) => {
    const command = event.target.closest('[data-needs-choice][aria-disabled="true"]');
    if (!command) return;
    event.preventDefault();
    count.textContent = command.dataset.needsChoice;
    bar.classList.add("told");
  });
  // After Back the ticks are back, too; the words must follow.
  window.addEventListener("pageshow", show);
  show();
}

/* A filter applies itself; who chooses with the arrow keys keeps the button */

function applying(select) {
  const button = one(`button[value="${CSS.escape(select.name)}"]:not(.hidden)`, select.form);
  if (!button) return;
  let key = "";
  button.hidden = true;
  select.addEventListener("keydown", (event) => {
    key = event.key;
  });
  select.addEventListener("pointerdown", () => {
    key = "";
  });
  select.addEventListener("change", () => {
    if (key === "" || key === "Enter") select.form.requestSubmit(button);
    else button.hidden = false;
  });
}

/* Copying, also by plain http, where browsers have no clipboard interface */

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused: the older way may still work.
    }
  }
  const area = document.createElement("textarea");
  const before = document.activeElement;
  area.value = text;
  area.readOnly = true;
  area.className = "hidden";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  before?.focus();
  return copied;
}

// What was copied was handed out: Done need not ask about it.
function handed(rows) {
  const form = one("form[data-handed]");
  if (!form) return;
  for (const { dataset } of rows) {
    if (!dataset.user || one(`input[value="${CSS.escape(dataset.user)}"]`, form)) continue;
    const user = document.createElement("input");
    Object.assign(user, { type: "hidden", name: "copied", value: dataset.user });
    form.append(user);
  }
}

function copying(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const isAll = button.matches("[data-copy-all]");
    const text = isAll ? all("[data-whole]").map((whole) => whole.dataset.copy).join("\n\n") : button.dataset.copy;
    if (!(await copy(text))) return;
    handed(isAll ? all("tr[data-user]") : [button.closest("tr")].filter(Boolean));
    const said = one("[data-said]");
    for (const other of all(".copy.done")) other.classList.remove("done");
    button.classList.add("done");
    // Emptied first, so that the same words are told again.
    said.textContent = "";
    setTimeout(() => {
      said.textContent = button.dataset.copied;
    }, 50);
  });
}

/* Names: suggested until the person types them */

const LETTERS = {
  ł: "l", ø: "o", ß: "ss", æ: "ae", œ: "oe", đ: "d", ð: "d", þ: "th", ı: "i", ħ: "h", ŧ: "t", ŋ: "n",
};

// Like the server's folding: without accents, in lower case, only what a user name may hold; null in another script.
function plain(name) {
  const base = name.trim().toLowerCase().normalize("NFKD").replace(/[\p{M}ʹ-ʽˈ]/gu, "").replace(/[‐-―−]/g, "-");
  const written = [...base].map((letter) => LETTERS[letter] ?? letter).join("");
  if (/[^\P{L}a-z]|[^\P{N}0-9]/u.test(written)) return null;
  return written.replace(/[^a-z0-9-]/g, "").replace(/^-+|-+$/g, "");
}

// A user name as the customer forms it: the pattern names the pieces where they stand. One name stands alone.
function formed(pattern, first, last) {
  const isAlone = last === "" || (pattern === "first" && first !== "");
  if (isAlone || first === "") return ((isAlone ? first : last) ?? "").slice(0, 64);
  if (first === null || last === null) return "";
  const pieces = { first, last, f: first[0], l: last[0] };
  return pattern.replace(/first|last|f|l/g, (piece) => pieces[piece]).slice(0, 64).replace(/[._-]+$/, "");
}

function suggesting(form) {
  const field = (name) => form.elements.namedItem(name);
  const [first, last] = [field("first_name"), field("last_name")];
  const suggest = {
    display_name: () => [first.value.trim(), last.value.trim()].filter(Boolean).join(" ").slice(0, 50),
    user_name: () => formed(form.dataset.pattern || "first.last", plain(first.value), plain(last.value)),
  };
  // Tells the server that nobody typed the user name: where it is taken, it gets a number.
  const note = () => {
    const [proposed, name] = [field("proposed"), field("user_name").value];
    if (proposed) proposed.value = name === suggest.user_name() ? name : "";
  };
  for (const [name, suggestion] of Object.entries(suggest)) {
    const target = field(name);
    let isOurs = target.value === "" || target.value === suggestion();
    target.addEventListener("input", () => {
      isOurs = target.value === "";
      note();
    });
    for (const source of [first, last]) {
      source.addEventListener("input", () => {
        if (isOurs) target.value = suggestion();
        note();
      });
    }
  }
}

/* Roles of a limited administrator belong to that choice alone */

function limiting(group) {
  const levels = all('input[name="permissions"]', group);
  const show = () => {
    const limited = levels.some((level) => level.checked && level.value === "limited");
    for (const role of all(".sub input", group)) role.disabled = !limited;
  };
  for (const level of levels) level.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}

/* A choice of three, its first one to leave things as they are, is a box of three states */

function three(select) {
  const box = document.createElement("input");
  box.type = "checkbox";
  [box.id, select.id, select.hidden] = [select.id, "", true];
  for (const { name, value } of select.attributes) if (name.startsWith("aria")) box.setAttribute(name, value);
  select.before(box);
  const show = () => {
    box.indeterminate = select.selectedIndex === 0;
    box.checked = select.selectedIndex === 1;
  };
  box.addEventListener("click", () => {
    select.selectedIndex = (select.selectedIndex + 1) % 3;
    show();
  });
  window.addEventListener("pageshow", show);
  show();
}

/* A second click sends nothing more */

function sendingOnce(form) {
  let dimmed = [];
  const open = () => {
    for (const button of dimmed) button.disabled = false;
    dimmed = [];
  };
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    // Later, so that the button that was pressed is still sent.
    setTimeout(() => {
      dimmed = all('button:not([type="button"]):enabled', form);
      for (const button of dimmed) button.disabled = true;
    });
    // An answer that never came must not lock the form.
    setTimeout(open, 15_000);
  });
  window.addEventListener("pageshow", open);
}

/* Small things that open */

function dropping(drop) {
  const close = (event) => {
    if (!drop.contains(event.target)) drop.open = false;
  };
  document.addEventListener("pointerdown", close);
  document.addEventListener("focusin", close);
  drop.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drop.open) return;
    drop.open = false;
    one("summary", drop).focus();
  });
}

/* Work under way is looked at again, until it is done */

function watching(live) {
  const look = async () => {
    try {
      const answer = await fetch(location.href);
      if (!answer.ok) throw answer;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = one("[data-live] progress", page);
      if (!now) return location.reload();
      // Nobody knows how far a file is that is only being read.
      if (now.position >= 0) one("progress", live).value = now.value;
      one("label", live).textContent = now.labels[0].textContent;
      const pace = one("[data-pace]", live);
      if (pace) pace.textContent = one("[data-pace]", page)?.textContent ?? "";
      const rows = all("tbody tr");
      // Where somebody is, or has opened something, nothing is taken away.
      all("tbody tr", page).forEach((row, at) => {
        const old = rows[at];
        if (!old) one("tbody").append(row);
        else if (!old.isEqualNode(row) && !old.matches(":focus-within, :has([open])")) old.replaceWith(row);
      });
    } catch {
      // Not reached now; perhaps at the next look.
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}

/* The page printed is the one with the slips; the confirmation opens it ready to print */

function printing(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
  if (window.opener) window.addEventListener("load", () => window.print());
}

/* Two minutes before a session ends, its person can stay; a click in another tab counts, too */

const SOON = 120000;

function staying(note) {
  const begun = Date.now();
  // Customers' users have sessions of their own.
  const [page, key] = note.dataset.page ? [note.dataset.page, "used-account"] : ["/roles", "used"];
  const [idle, left] = [note.dataset.idle, note.dataset.left].map((seconds) => Number(seconds) * 1000);
  const said = document.createElement("span");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button", textContent: note.dataset.stay });
  note.className = "note warning";
  note.append(said, " ", button);
  const show = (when) => {
    said.textContent = note.dataset[when] ?? "";
    button.hidden = when !== "idleSoon";
    note.hidden = when === "";
  };
  const used = () => Math.max(begun, Number(localStorage.getItem(key)) || 0);
  let timer;
  const look = () => {
    clearTimeout(timer);
    const now = Date.now();
    const [idleAt, endAt] = [used() + idle, begun + left];
    const over = Math.min(idleAt, endAt);
    const soon = over - Math.min(SOON, idle / 2);
    show(now >= over ? "over" : now < soon ? "" : idleAt < endAt ? "idleSoon" : "endSoon");
    // Browsers wait no longer than 24 days.
    if (now < over) timer = setTimeout(look, Math.min((now < soon ? soon : over) - now, 2 ** 30));
  };
  const use = () => {
    localStorage.setItem(key, Date.now());
    look();
  };
  button.addEventListener("click", async () => {
    // Any page is a click.
    const answer = await fetch(page, { redirect: "manual" }).catch(() => null);
    if (answer?.ok) use();
    else if (answer) show("over");
  });
  window.addEventListener("storage", look);
  document.addEventListener("visibilitychange", look);
  use();
}

/* Who leaves a form that was filled in is asked */

function leaving(form) {
  const filled = () => new URLSearchParams(new FormData(form)).toString();
  const before = filled();
  let isSent = false;
  form.addEventListener("submit", () => {
    isSent = true;
  });
  // After Back it can be left again.
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && filled() !== before) event.preventDefault();
  });
}

/* A file that is sent once is not sent again while it is read */

function sending(form) {
  const button = one("[data-busy]", form);
  const words = button.textContent;
  const show = (isSent) => {
    button.textContent = isSent ? button.dataset.busy : words;
    button.ariaDisabled = form.ariaBusy = isSent ? "true" : null;
  };
  form.addEventListener("submit", (event) => {
    if (form.ariaBusy) event.preventDefault();
    show(true);
  });
  // After Back it can be sent again.
  window.addEventListener("pageshow", () => show(false));
}

/* Each stands alone: where one fails, it is reported, and the others work */

function enhance(selector, how) {
  for (const element of all(selector)) {
    try {
      how(element);
    } catch (error) {
      reportError(error);
    }
  }
}

enhance("form[data-users]", choosing);
enhance("select[data-apply]", applying);
enhance("[data-copy], [data-copy-all]", copying);
enhance("form[data-names]", suggesting);
enhance("#permissions", limiting);
enhance("[data-three]", three);
enhance('form[method="post"]', sendingOnce);
enhance("details.drop, .panel-menu", dropping);
enhance("[data-print]", printing);
enhance("[data-live]", watching);
enhance("[data-upload]", sending);
enhance("[data-stay]", staying);
enhance('form.sheet[method="post"]', leaving);
one('.summary[tabindex="-1"]')?.focus();
