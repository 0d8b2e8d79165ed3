// Every page that somebody can reach: from link to link, one page of each kind; and a customer on whom
// everything stands that makes a page wide.

import assert from "node:assert/strict";

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A page's kind: its path without whose it is, and what else its address says. */
function kind(address) {
  const { pathname, searchParams } = new URL(address, "http://desk");
  return `${pathname.replace(ID, "-")}?${[...new Set(searchParams.keys())].sort()}`;
}

/**
 * Goes through the pages that are linked from the dashboard and from those in `beside`, the customer's at
 * `customer` and no other's, and calls `look` on each.
 */
export async function crawl(page, { customer, beside = [] }, look) {
  const waiting = ["/", ...beside];
  const seen = new Set(waiting.map(kind));
  for (let address = waiting.shift(); address; address = waiting.shift()) {
    const answer = await page.goto(address);
    assert.ok(answer.ok(), `${address}: ${answer.status()}`);
    await look(page, kind(address));
    const found = await page.evaluate(() => [...document.querySelectorAll("a[href^='/'], form[method=get]")].map((one) =>
      one.matches("a") ? one.getAttribute("href") : one.getAttribute("action")));
    for (const next of found) {
      const isFile = /\.csv(\?|$)/.test(next);
      const isElsewhere = next.startsWith("/customers/") && !/^\/customers\/new/.test(next) && !next.startsWith(customer);
      if (isFile || isElsewhere || seen.has(kind(next))) continue;
      seen.add(kind(next));
      waiting.push(next);
    }
  }
  return seen;
}

/** Sends a form as the page that is open would; answers where it led. */
export async function send(page, address, fields) {
  const [url, reasons] = await page.evaluate(
    async ([address, fields]) => {
      const answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields) });
      const shown = new DOMParser().parseFromString(await answer.text(), "text/html");
      const said = [...shown.querySelectorAll("[role=alert] li")].map((one) => one.textContent.trim());
      return [answer.url, answer.ok ? [] : [answer.status, ...said]];
    },
    [address, fields],
  );
  assert.deepEqual(reasons, [], address);
  const { pathname, search } = new URL(url);
  return pathname + search;
}

const LONG_NAME = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft m.b.H.";
const LONG_WORD = "wolfeschlegelsteinhausenbergerdorffwelchesvoralternwarengewissen";

/** Fills `desk` with a customer whose names are as long as they may be; answers its pages that no link leads to. */
export async function widest(page) {
  await page.goto("/");
  const domain = "donaudampfschifffahrtselektrizitaet.amt.example";
  const account = { company_name: LONG_NAME, primary_domain: domain, default_location: "GS" };
  const customer = (await send(page, "/customers", account)).replace(/\/users.*/, "");
  const skus = await longest(page, customer);
  for (const product of skus) await send(page, `${customer}/subscriptions/new`, { product, quantity: "4000" });
  const users = [];
  for (const at of [1, 2, 3, 4]) {
    const fields = [
      ["display_name", `${LONG_WORD.slice(0, 47)} ${at}`],
      ["user_name", `${LONG_WORD.slice(0, 63)}${at}`],
      ["domain", domain],
      ["location", "GS"],
      ["permissions", at === 1 ? "global" : "user"],
      ...skus.slice(1).map((sku) => ["license", sku]),
    ];
    users.push(await send(page, `${customer}/users`, fields));
  }
  await page.goto(`${customer}/users`);
  const ids = await page.locator('tbody input[name="user"]').evaluateAll((boxes) => boxes.map((box) => box.value));
  const both = ids.slice(0, 2).map((id) => ["user", id]);
  const beside = [users[3]];
  const plan = [...both, ...skus.map((sku) => ["license", sku])];
  await page.goto(await send(page, `${customer}/license-assignments/preview`, plan));
  const save = await page.evaluate(() =>
    ["preview", "seen"].map((name) => [name, document.querySelector(`[name=${name}]`).value]));
  beside.push(await send(page, `${customer}/license-assignments`, save));
  beside.push(await send(page, `${customer}/license-assignments/preview`, [...both, ["license", skus[0]]]));
  beside.push(await send(page, `${customer}/sign-in-blocks`, [...both, ["to", "blocked"]]));
  await send(page, `${customer}/deletions`, [["user", ids[3]]]);
  // Her name is taken meanwhile.
  const again = { display_name: "Ada", user_name: `${LONG_WORD.slice(0, 63)}4`, domain, permissions: "user" };
  await send(page, `${customer}/users`, again);
  const chosen = `${both.map(([, id]) => `user=${id}`).join("&")}`;
  for (const question of ["deletions/new", "password-resets/new", "sign-in-blocks", "license-assignments/new", "license-swaps/new"]) {
    beside.push(`${customer}/${question}?${chosen}`);
  }
  beside.push(`${customer}/subscriptions/new?search=365`, `${customer}/users?search=nobody+is+called+like+this`);
  return { customer, beside, ids };
}

/** The products with the longest names that can be bought. */
async function longest(page, customer) {
  await page.goto(`${customer}/subscriptions/new?search=365`);
  const choices = await page.locator("input[name=product]").evaluateAll((boxes) =>
    boxes.map((box) => [box.parentElement.textContent.trim().length, box.value]));
  return choices.sort(([a], [b]) => b - a).slice(0, 4).map(([, sku]) => sku);
}
