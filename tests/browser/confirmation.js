// The confirmation screen: passwords copied, printed, downloaded, and put away; also under a
// plain-http name in the LAN, where browsers offer no clipboard interface.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { leave, signIn, signedIn, visit } from "./support/browser.js";
import { demo, lan } from "./support/desk.js";
import { TEMPORARY_PASSWORD, addCustomer, fillUser, heading, setUp, toUsers, words } from "./support/way.js";

const w = words.en;
const CUSTOMER = "Manufacture des Trois Rivières";

async function addTwo(page) {
  await toUsers(page, w, CUSTOMER);
  await page.getByRole("link", { name: w.addUser }).first().click();
  await heading(page, w.addUser);
  const mark = Math.random().toString(36).slice(2, 8).replace(/\d/g, "x");
  await fillUser(page, w, ["Élodie", "Rivière", `elodie.${mark}`]);
  await page.getByRole("button", { name: w.addAnother }).click();
  await page.waitForURL(/sheet=/);
  await fillUser(page, w, ["Bastien", "Rivière", `bastien.${mark}`]);
  await page.getByRole("button", { name: w.save, exact: true }).click();
  await heading(page, w.confirmation);
}

test("a password is copied alone, and the page says so", async () => {
  const page = await signedIn(await demo());
  await addTwo(page);
  const password = await page.locator("code.password").first().innerText();
  await page.getByRole("button", { name: /^Copy the password of / }).first().click();
  await page.getByText("Copied", { exact: true }).waitFor();
  assert.equal(await pasted(page), password);
  await leave(page);
});

test("slips print one on each sheet of paper, black on white and without bars", async () => {
  const page = await signedIn(await demo());
  await addTwo(page);
  const users = await page.locator("tbody tr").count();
  const [slips] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("button", { name: "Print", exact: true }).click(),
  ]);
  await slips.waitForLoadState("load");
  assert.equal(await slips.locator(".slip").count(), users);
  await slips.waitForFunction(() => window.printed === 1);
  await slips.getByRole("button", { name: "Print", exact: true }).click();
  assert.equal(await slips.evaluate(() => window.printed), 2);

  await slips.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.equal(await slips.getByRole("banner").isVisible(), false);
  assert.equal(await slips.getByRole("heading", { level: 1 }).isVisible(), false);
  const slip = await slips.locator(".slip").first().evaluate((element) => {
    const style = getComputedStyle(element);
    return [style.color, style.backgroundColor, style.breakInside, style.breakAfter];
  });
  assert.deepEqual(slip, ["rgb(0, 0, 0)", "rgb(255, 255, 255)", "avoid", "page"]);
  const pdf = await slips.pdf({ format: "A4" });
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, users);
  await leave(page);
});

test("without JavaScript the slips stand on a page that the browser prints", async () => {
  const page = await signedIn(await demo(), { javaScript: false });
  await addTwo(page);
  const [slips] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("button", { name: "Print", exact: true }).click(),
  ]);
  await slips.getByText("Print this page with your browser").waitFor();
  assert.equal(await slips.getByRole("button", { name: "Print", exact: true }).isVisible(), false);
  assert.equal(await page.getByRole("button", { name: /^Copy the password of / }).count(), 0);
  await leave(page);
});

test("the list is downloaded, then Done destroys it for good", async () => {
  const page = await signedIn(await demo());
  await addTwo(page);
  const password = await page.locator("code.password").first().innerText();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  assert.ok((await readFile(await download.path(), "utf8")).includes(password));
  const address = page.url();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("status").filter({ hasText: "destroyed" }).waitFor();
  const answer = await page.goto(address);
  assert.equal(answer.status(), 410);
  assert.ok(!(await page.content()).includes(password));
  await leave(page);
});

test("under a plain-http name in the LAN: set up, sign in, add a user, copy the password", async () => {
  const desk = await lan();
  const page = await visit(desk);
  await setUp(page, desk);
  await page.getByText("This server is reached by plain http").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page, desk.email, desk.password);

  await addCustomer(page, "Παπαδόπουλος & Υιοί", "papadopoulos.example");
  await page.getByRole("link", { name: w.addUser }).first().click();
  await fillUser(page, w, ["Dimitris", "Παπαδόπουλος", "d.papadopoulos"]);
  await page.getByRole("button", { name: w.save, exact: true }).click();
  await heading(page, w.confirmation);
  assert.equal(await page.evaluate(() => navigator.clipboard), undefined);
  const password = await page.locator("code.password").innerText();
  assert.match(password, TEMPORARY_PASSWORD);
  await page.getByRole("button", { name: "Copy the password of Dimitris Παπαδόπουλος" }).click();
  await page.getByText("Copied", { exact: true }).waitFor();
  assert.equal(await pasted(page), password);
  await leave(page);
});

/** What the clipboard holds, found out as people do: by pasting it. */
async function pasted(page) {
  await page.goto("/customers");
  const box = page.getByRole("searchbox");
  await box.focus();
  await page.keyboard.press("Control+V");
  return box.inputValue();
}
