// The forms: what they suggest, what they keep, that a second click changes nothing, and that the
// keyboard is enough.

import assert from "node:assert/strict";
import { test } from "node:test";

import { leave, signedIn } from "./support/browser.js";
import { demo } from "./support/desk.js";
import { tabTo } from "./support/keyboard.js";
import { fillUser, heading, searchUsers, shownUsers, toUsers, words } from "./support/way.js";

const w = words.en;
const CUSTOMER = "Meridian Retail Group plc";
const value = (page, label) => page.getByLabel(label, { exact: true }).inputValue();
const save = (page) => page.getByRole("button", { name: w.save, exact: true });

async function toNewUser(page) {
  await toUsers(page, w, CUSTOMER);
  await page.getByRole("link", { name: w.addUser }).first().click();
  await heading(page, w.addUser);
}

test("names are suggested until the person types them", async () => {
  const page = await signedIn(await demo());
  await toNewUser(page);
  await page.getByLabel(w.firstName, { exact: true }).pressSequentially("Łucja");
  await page.getByLabel(w.lastName, { exact: true }).pressSequentially("O'Brién Weiß");
  assert.equal(await value(page, w.displayName), "Łucja O'Brién Weiß");
  assert.equal(await value(page, w.userName), "lucja.obrienweiss");
  await page.getByLabel(w.userName, { exact: true }).fill("lucy");
  await page.getByLabel(w.firstName, { exact: true }).fill("Lucia");
  assert.equal(await value(page, w.displayName), "Lucia O'Brién Weiß");
  assert.equal(await value(page, w.userName), "lucy");
  await leave(page);
});

test("a refused form keeps what was typed, takes the eye to the reasons, and each leads to its field", async () => {
  const page = await signedIn(await demo());
  await toNewUser(page);
  await fillUser(page, w, ["Marta", "Esposito", "marta.esposito."]);
  await page.getByRole("radio", { name: w.limited }).check();
  await save(page).click();
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.equal(await alert.evaluate((element) => element === document.activeElement), true);
  assert.equal(await value(page, w.displayName), "Marta Esposito");
  assert.equal(await page.getByRole("radio", { name: w.limited }).isChecked(), true);
  await alert.getByRole("link", { name: /cannot end with a dot/ }).click();
  assert.equal(await page.getByLabel(w.userName, { exact: true }).getAttribute("aria-invalid"), "true");
  await leave(page);
});

test("roles of a limited administrator belong to that choice alone", async () => {
  const page = await signedIn(await demo());
  await toNewUser(page);
  const billing = page.getByRole("checkbox", { name: w.billing, includeHidden: true });
  assert.equal(await billing.isVisible(), false);
  await page.getByRole("radio", { name: w.limited }).check();
  await billing.check();
  await page.getByRole("radio", { name: "Global administrator" }).check();
  assert.equal(await billing.isDisabled(), true);
  await leave(page);
});

for (const javaScript of [true, false]) {
  test(`a double click on Save creates one user, ${javaScript ? "with" : "without"} JavaScript`, async () => {
    const page = await signedIn(await demo(), { javaScript });
    const name = javaScript ? "doppia" : "doppio";
    await toNewUser(page);
    await fillUser(page, w, [name, "Clic", `${name}.clic`]);
    await save(page).dblclick();
    await heading(page, w.confirmation);
    assert.equal(await page.getByRole("row", { name: `${name} Clic` }).count(), 1);
    await toUsers(page, w, CUSTOMER);
    await searchUsers(page, w, `${name}.clic`);
    assert.equal(await shownUsers(page), 1);
    await leave(page);
  });
}

test("Save works again after Back", async () => {
  const page = await signedIn(await demo());
  await toNewUser(page);
  await fillUser(page, w, ["Rosa", "Ritorno", "rosa.ritorno"]);
  await save(page).click();
  await heading(page, w.confirmation);
  await page.goBack();
  await heading(page, w.addUser);
  assert.equal(await save(page).isEnabled(), true);
  await leave(page);
});

test("a user is added with the keyboard alone, and what has focus is always seen", async () => {
  const page = await signedIn(await demo());
  await toUsers(page, w, CUSTOMER);
  await tabTo(page, w.addUser);
  await page.keyboard.press("Enter");
  await heading(page, w.addUser);
  await tabTo(page, "Skip to content");
  await page.keyboard.press("Enter");
  await tabTo(page, w.firstName);
  await page.keyboard.type("Ada");
  await tabTo(page, w.lastName);
  await page.keyboard.type("Tastiera");
  await tabTo(page, w.save);
  await page.keyboard.press("Enter");
  await heading(page, w.confirmation);
  await page.getByRole("row", { name: "Ada Tastiera" }).waitFor();
  await leave(page);
});

test("what opens closes with Escape and by a click beside it", async () => {
  const page = await signedIn(await demo());
  await page.goto("/customers");
  const first = page.locator("details.drop").first();
  await first.locator("summary").click();
  await first.getByText("Microsoft ID").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await first.getAttribute("open"), null);
  await first.locator("summary").click();
  await page.getByRole("heading", { level: 1 }).click();
  assert.equal(await first.getAttribute("open"), null);
  await leave(page);
});
