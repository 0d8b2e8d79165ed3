// Every page, also the refused, the conflicting and the empty ones: no violation that axe knows, in
// light and in dark, wide and at 360 px, where nothing scrolls sideways but what may.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { leave, signedIn, visit } from "./support/browser.js";
import { PASSWORD, demo, lan } from "./support/desk.js";
import { inspect } from "./support/inspect.js";
import { addCustomer, fillUser, heading, setUp, toUsers, words } from "./support/way.js";

const w = words.en;
const save = (page) => page.getByRole("button", { name: w.save, exact: true });

describe("pages that everybody may open", () => {
  /** @type {import("playwright-core").Page} */
  let page;
  before(async () => (page = await visit(await demo())));
  after(() => leave(page));

  test("sign in", async () => {
    await page.goto("/sign-in");
    await inspect(page, "sign-in");
  });

  test("sign in, refused", async () => {
    await page.getByLabel("Email").fill("somebody.else@desk.test");
    await page.getByLabel("Password").fill("not the right one");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    await inspect(page, "sign-in-refused");
  });
});

describe("pages of a customer", () => {
  let page;
  let customer;
  before(async () => {
    page = await signedIn(await demo());
    await toUsers(page, w, "Aquila Meccanica S.p.A.");
    customer = page.url().replace(/\/users.*/, "");
  });
  after(() => leave(page));

  const plain = {
    dashboard: () => "/",
    customers: () => "/customers",
    "customers-none": () => "/customers?search=nobody+is+called+like+this",
    "customer-new": () => "/customers/new",
    account: () => customer,
    subscriptions: () => `${customer}/subscriptions`,
    "subscription-new": () => `${customer}/subscriptions/new?search=365`,
    users: () => `${customer}/users`,
    "users-none": () => `${customer}/users?search=nobody+is+called+like+this`,
    "users-names": () => `${customer}/users?search=massimiliano.bartolomeo`,
    licenses: () => `${customer}/licenses`,
    "user-new": () => `${customer}/users/new`,
    activity: () => "/activity",
    "activity-customer": () => `${customer}/activity`,
    "activity-none": () => "/activity?text=nobody+is+called+like+this",
    "catalog-products": () => "/catalog/products",
    "catalog-products-none": () => "/catalog/products?search=nothing+is+called+like+this",
    "catalog-product": () => "/catalog/products/05e9a617-0261-4cee-bb44-138d3ef5d965",
    "catalog-product-retirement": () => "/catalog/products/05e9a617-0261-4cee-bb44-138d3ef5d965/retirement",
    "catalog-rules": () => "/catalog/rules",
    "catalog-rule-removal": () => "/catalog/rules/closure_CU/removal",
    "catalog-rule-exclusion": () => "/catalog/rules/new?kind=exclusion",
    "catalog-rule-need": () => "/catalog/rules/new?kind=need",
    "catalog-rule-closure": () => "/catalog/rules/new?kind=closure",
  };
  for (const [name, address] of Object.entries(plain)) {
    test(name, async () => {
      assert.equal((await page.goto(address())).status(), 200);
      await inspect(page, name);
    });
  }

  test("a catalog rule and an alias, refused", async () => {
    for (const kind of ["exclusion", "need", "closure"]) {
      await page.goto(`/catalog/rules/new?kind=${kind}`);
      await page.evaluate(() => document.querySelectorAll("[required]").forEach((field) => field.removeAttribute("required")));
      await save(page).click();
      await page.getByRole("alert").waitFor();
      await inspect(page, `catalog-rule-${kind}-refused`);
    }
    await page.goto("/catalog/products/05e9a617-0261-4cee-bb44-138d3ef5d965");
    await page.getByLabel("Alias").fill("Microsoft 365 E5");
    await page.getByRole("button", { name: "Add alias" }).click();
    await page.getByRole("alert").waitFor();
    await inspect(page, "catalog-alias-refused");
  });

  test("a customer's quick links", async () => {
    await page.goto("/customers");
    await page.locator("details.drop summary").nth(2).click();
    await inspect(page, "customers-more");
  });

  test("chosen users", async () => {
    await page.goto(`${customer}/users`);
    await page.locator("tbody input").nth(1).check();
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await page.getByRole("button", { name: "Selected users", exact: true }).click();
    await page.waitForURL(/show=selected/);
    await inspect(page, "users-selected");
  });

  test("one user with all licenses, managing them, and what came of it", async () => {
    await page.goto(`${customer}/users?search=tuttifrutti`);
    await page.locator("tbody th a").click();
    await page.getByRole("group", { name: w.permissions }).waitFor();
    await inspect(page, "user");
    await page.getByRole("link", { name: w.manageLicenses }).click();
    await heading(page, w.assignAndRevoke);
    await inspect(page, "manage-licenses");
    await page.locator(".product-line input:checked").last().uncheck();
    await save(page).click();
    await heading(page, w.licensesUpdated);
    await inspect(page, "licenses-updated");
  });

  test("a subscription, and the question before it is suspended", async () => {
    await page.goto(`${customer}/subscriptions`);
    await page.locator("tbody tr").filter({ hasText: "Active" }).first().getByRole("link").first().click();
    await page.getByLabel("Quantity", { exact: true }).waitFor();
    await inspect(page, "subscription");
    await page.getByRole("link", { name: "Suspend" }).click();
    await page.getByRole("heading", { level: 1, name: /^Suspend / }).waitFor();
    await inspect(page, "subscription-suspension");
  });

  test("questions before something is done to users, and what became of it", async () => {
    await page.goto(`${customer}/users?search=ro`);
    for (const at of [0, 1, 2]) await page.locator('tbody input[name="user"]').nth(at).check();
    await page.getByRole("button", { name: w.resetPassword }).click();
    await page.getByRole("heading", { level: 1, name: "Reset 3 passwords" }).waitFor();
    await inspect(page, "question-reset");
    await page.getByRole("link", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Delete 3 user accounts" }).waitFor();
    await inspect(page, "question-delete");
    await page.getByRole("link", { name: "Cancel" }).click();
    await page.getByRole("button", { name: w.blockOrAllow }).click();
    await inspect(page, "question-block");
    await page.getByRole("button", { name: w.allow }).or(page.getByRole("button", { name: w.block })).first().click();
    await page.locator("tbody tr").nth(2).waitFor();
    await inspect(page, "job");
    await page.goto("/");
    await page.getByRole("heading", { name: "Under way and just finished" }).waitFor();
    await inspect(page, "dashboard-work");
  });

  test("the confirmation and its slips", async () => {
    await page.goto(`${customer}/users/new`);
    await fillUser(page, w, ["Wolfeschlegelsteinhausen", "Bergerdorffwelches", "wolfeschlegelsteinhausenbergerdorffwelchesvoralternwaren"]);
    await page.getByLabel(w.displayName, { exact: true }).fill("Wolfeschlegelsteinhausenbergerdorffwelches Voralte");
    await save(page).click();
    await heading(page, w.confirmation);
    await inspect(page, "confirmation");
    await page.goto(`${page.url()}/print`);
    await inspect(page, "slips");
    await page.goto(page.url().replace(/\/print$/, ""));
    const address = page.url();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("status").filter({ hasText: "destroyed" }).waitFor();
    assert.equal((await page.goto(address)).status(), 410);
    await inspect(page, "confirmation-closed");
  });

  test("refused forms", async () => {
    await page.goto("/customers/new");
    await page.getByLabel("Company name").fill("x".repeat(300));
    await page.getByLabel("Primary domain").fill("not a domain");
    await page.getByLabel("Microsoft ID").fill("no GUID");
    await save(page).click();
    await page.getByRole("alert").waitFor();
    await inspect(page, "customer-refused");

    await page.goto(`${customer}/users/new`);
    await fillUser(page, w, ["Marta", "Esposito", "marta.esposito."]);
    await page.getByRole("radio", { name: w.limited }).check();
    await page.getByRole("combobox", { name: w.location }).selectOption("");
    await page.locator('input[name="license"]:enabled').first().check();
    await save(page).click();
    await page.getByRole("alert").waitFor();
    await inspect(page, "user-refused");
  });

  test("somebody else was first", async () => {
    await page.goto(`${customer}/users?search=galli`);
    await page.locator("tbody th a").first().click();
    const other = await signedIn(await demo());
    await other.goto(page.url());
    await other.getByLabel(w.lastName, { exact: true }).fill("Galli-Neri");
    await save(other).click();
    await other.locator("main").getByRole("status").waitFor();
    await leave(other);
    await page.getByLabel(w.lastName, { exact: true }).fill("Galli-Bianchi");
    const [answer] = await Promise.all([page.waitForNavigation(), save(page).click()]);
    assert.equal(answer.status(), 409);
    await page.getByText("Somebody else changed this in the meantime").waitFor();
    await inspect(page, "user-conflict");
  });

  const problems = {
    "problem-404": [() => "/customers/nothing", 404],
    "problem-400": [() => `${customer}/users?filter=purple`, 400],
    "problem-405": [() => `${customer}/selections`, 405],
  };
  for (const [name, [address, status]] of Object.entries(problems)) {
    test(name, async () => {
      assert.equal((await page.goto(address())).status(), status);
      await inspect(page, name);
    });
  }

  test("for somebody whose role is not enough", async () => {
    const desk = await demo();
    await desk.addStaff("reader@desk.test", "helpdesk-agent", "Aurelio Lettore");
    const reader = await signedIn(desk, { email: "reader@desk.test", password: PASSWORD });
    assert.equal((await reader.goto("/customers/new")).status(), 403);
    await inspect(reader, "problem-403");
    await reader.goto(`${customer}/users?search=tuttifrutti`);
    await inspect(reader, "users-reader");
    await reader.locator("tbody th a").click();
    await reader.getByRole("group", { name: w.permissions }).waitFor();
    await inspect(reader, "user-reader");
    await leave(reader);
  });
});

describe("names in all scripts", () => {
  for (const name of ["شركة النخيل للتجارة", "青空精密工業株式会社", "גשר הצפון בע״מ", "Neelkamal Ayurveda Pvt. Ltd.", "한빛 디자인"]) {
    test(name, async () => {
      const page = await signedIn(await demo());
      await toUsers(page, w, name);
      await page.goto(`${page.url()}?size=25`);
      const domain = await page.locator(".panel-domain").innerText();
      await inspect(page, `users-of-${domain}`, { widths: [360], schemes: ["light"] });
      await leave(page);
    });
  }
});

test("an installation that is still empty says on each page what to do next", async () => {
  const desk = await lan();
  const page = await visit(desk);
  await page.goto(desk.setupLink);
  await inspect(page, "setup");
  await setUp(page, desk);
  await inspect(page, "empty-dashboard");
  await page.goto("/customers");
  await inspect(page, "empty-customers");
  await addCustomer(page, "Aziende Riunite di Montecastello, Serravalle e Figli Società Cooperativa a r.l.", "montecastello.example");
  await inspect(page, "empty-users");
  const customer = page.url().replace(/\/users.*/, "");
  for (const place of ["subscriptions", "subscriptions/new", "licenses", "users/new", "users/deleted"]) {
    await page.goto(`${customer}/${place}`);
    await inspect(page, `empty-${place.replace("/", "-")}`);
  }
  await leave(page);
});
