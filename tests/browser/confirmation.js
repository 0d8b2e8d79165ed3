// The confirmation screen: passwords copied, printed, downloaded, and put away; also under a
// plain-http name in the LAN, where browsers offer no clipboard interface.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { leave, signIn, signedIn, visit } from "./support/browser.js";
import { demo, lan } from "./support/desk.js";
import { inspect } from "./support/inspect.js";
import { TEMPORARY_PASSWORD, addCustomer, fillUser, heading, setUp, toUsers, words } from "./support/way.js";

const w = words.en;
const OUTPUT = new URL("./output/", import.meta.url).pathname;
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

test("what was copied needs no question: a name with its password, or all of them", async () => {
  for (const all of [false, true]) {
    const page = await signedIn(await demo());
    await addTwo(page);
    const [name, password] = await page.locator("tbody tr").first().evaluate((row) =>
      [".login", ".password"].map((css) => row.querySelector(css).textContent));
    const buttons = page.getByRole("button", { name: all ? "Copy all" : /^Copy both, / });
    const address = page.url();
    for (const button of await buttons.all()) {
      await button.click();
      await page.waitForFunction(() => document.querySelector("[data-said]").textContent === "Copied");
    }
    await page.locator("form[data-handed] input[name=copied]").nth(1).waitFor({ state: "attached" });
    const text = await page.evaluate(() => document.querySelector("[data-whole]").dataset.copy);
    assert.equal(text, `User name: ${name}\nTemporary password: ${password}`);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("status").filter({ hasText: "destroyed" }).waitFor();
    assert.equal((await page.goto(address)).status(), 410);
    await leave(page);
  }
});

test("Done asks first about passwords that were neither printed, copied nor downloaded, and names them", async () => {
  for (const javaScript of [true, false]) {
    const page = await signedIn(await demo(), { javaScript });
    await addTwo(page);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("heading", { level: 1, name: "2 temporary passwords would be lost" }).waitFor();
    await page.getByRole("alert").getByText("Élodie Rivière").waitFor();
    if (javaScript) await inspect(page, "confirmation-question");
    await page.getByRole("link", { name: "Back to the confirmation" }).click();
    await heading(page, w.confirmation);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: "Destroy all passwords" }).click();
    await page.getByRole("status").filter({ hasText: "destroyed" }).waitFor();
    await leave(page);
  }
});

test("on paper no user name and no password breaks but at its @, however long", async () => {
  const page = await signedIn(await demo());
  await toUsers(page, w, CUSTOMER);
  await page.getByRole("link", { name: w.addUser }).first().click();
  await fillUser(page, w, ["Massimiliano Bartolomeo", "Wolfeschlegelsteinhausen", "wolfeschlegelsteinhausenbergerdorffwelchesvoralternwarengewissen"]);
  await page.getByLabel(w.displayName, { exact: true }).fill("Wolfeschlegelsteinhausenbergerdorffwelches Voralte");
  await page.getByRole("button", { name: w.addAnother }).click();
  await page.waitForURL(/sheet=/);
  await fillUser(page, w, ["Massimiliano", "Bartolomeo", `massimiliano.bartolomeo.${Math.random().toString(36).slice(2, 8)}`]);
  await page.getByRole("button", { name: w.save, exact: true }).click();
  await heading(page, w.confirmation);
  const sheet = page.url();
  for (const address of [sheet, `${sheet}/print`]) {
    await page.goto(address);
    await page.emulateMedia({ media: "print" });
    // A4 within its margins, at 96 dots an inch.
    await page.setViewportSize({ width: 657, height: 986 });
    const broken = await page.evaluate(() => {
      const pieces = [...document.querySelectorAll(".login > span, .password")].flatMap((one) => [...one.childNodes]);
      const lines = (text) => {
        const range = document.createRange();
        range.selectNodeContents(text);
        return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
      };
      const { scrollWidth, clientWidth } = document.documentElement;
      const wide = scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px too wide`] : [];
      return [...wide, ...pieces.filter((piece) => piece.nodeType === 3 && lines(piece) > 1).map((piece) => piece.data)];
    });
    assert.deepEqual(broken, [], address);
    await page.screenshot({ path: `${OUTPUT}print-${address.endsWith("print") ? "slips" : "list"}.png`, fullPage: true });
    await page.emulateMedia({ media: "screen" });
  }
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
