// Handing over temporary passwords: links that are opened once, the record of it, and slips on paper.

import assert from "node:assert/strict";
import { test } from "node:test";

import { leave, signedIn, visit } from "./support/browser.js";
import { demo } from "./support/desk.js";
import { inspect } from "./support/inspect.js";
import { TEMPORARY_PASSWORD, toUsers, words } from "./support/way.js";

const w = words.en;
const CUSTOMER = "Manufacture des Trois Rivières";
/** What whoever opens a link reads. */
const READS = {
  en: { locale: "en-US", title: "Your temporary password", show: "Show the password", over: "This link opens nothing any more" },
  it: { locale: "it-IT", title: "La tua password temporanea", show: "Mostra la password", over: "Questo collegamento non apre più nulla" },
};

/** Adds users as the form does, and opens the confirmation on which their passwords stand. */
async function addUsers(page, count) {
  await toUsers(page, w, CUSTOMER);
  const users = new URL(page.url()).pathname;
  await page.goto(`${users}/new`);
  const domain = await page.locator("select[name=domain]").inputValue();
  const sheet = await page.evaluate(async ({ users, domain, count }) => {
    const mark = Math.random().toString(36).slice(2, 8);
    let answer;
    for (let number = 0; number < count; number += 1) {
      const fields = {
        form_id: crypto.randomUUID(),
        display_name: `Élodie Rivière ${number}`,
        user_name: `elodie.${mark}.${number}`,
        domain,
        location: number % 2 === 0 ? "IT" : "FR",
        permissions: "user",
      };
      answer = await fetch(users, { method: "POST", body: new URLSearchParams(fields) });
    }
    return answer.url;
  }, { users, domain, count });
  await page.goto(sheet);
  return new URL(sheet).pathname;
}

test("a link is made, opened by its button alone, once, and found in the record as opened", async () => {
  for (const [language, javaScript] of [["en", true], ["it", false]]) {
    const reads = READS[language];
    const page = await signedIn(await demo(), { javaScript: true });
    const sheet = await addUsers(page, 2);
    await page.getByRole("button", { name: "Make one-time links" }).click();
    await page.getByRole("status").filter({ hasText: /one-time links? (was|were) made/ }).waitFor();
    await page.locator("td details").evaluateAll((all) => all.forEach((one) => { one.open = true; }));
    if (javaScript) await inspect(page, "confirmation-links");
    await page.setViewportSize({ width: 1280, height: 900 });
    const row = page.locator("tbody tr").last();
    const [address, password] = await row.evaluate((one) =>
      [".address", "code.password"].map((css) => one.querySelector(css).textContent));
    const user = await row.getAttribute("data-user");

    const reader = await visit(await demo(), { locale: reads.locale, javaScript });
    for (let look = 0; look < 2; look += 1) {
      assert.equal((await reader.goto(address)).status(), 200);
      await reader.getByRole("heading", { level: 1, name: reads.title }).waitFor();
      assert.ok(!(await reader.content()).includes(password), "looking opens nothing");
    }
    if (javaScript) await inspect(reader, "handover-waiting");
    const button = reader.getByRole("button", { name: reads.show });
    await button.focus();
    await reader.keyboard.press("Enter");
    assert.match(await reader.locator("code.password").innerText(), TEMPORARY_PASSWORD);
    assert.equal(await reader.locator("code.password").innerText(), password);
    if (javaScript) await inspect(reader, "handover-opened");
    const other = await visit(await demo(), { locale: reads.locale, javaScript });
    assert.equal((await other.goto(address)).status(), 410);
    await other.getByRole("heading", { level: 1, name: reads.over }).waitFor();
    if (javaScript) await inspect(other, "handover-over");
    await leave(other);
    await leave(reader);

    await page.goto(sheet.replace(/sheets\/.*/, `users/${user}`));
    const record = page.getByRole("region", { name: "Hand-over" });
    await record.getByText(/Link opened on/).waitFor();
    if (javaScript) await inspect(page, "user-hand-over");
    await leave(page);
  }
});

test("slips take as few sheets of paper as fit, and none is cut in two", async () => {
  const page = await signedIn(await demo());
  const sheet = await addUsers(page, 46);
  await page.getByRole("button", { name: "Make one-time links" }).click();
  await page.getByRole("status").filter({ hasText: /made/ }).waitFor();
  for (const [layout, each] of [["four", 4], ["one", 1]]) {
    await page.goto(`${sheet}/print?layout=${layout}`);
    const slips = await page.locator(".slip").count();
    assert.ok(slips >= 46);
    assert.equal(await page.locator(".slip .qr").count(), slips);
    assert.deepEqual(await page.locator(".slip").evaluateAll((all) => [...new Set(all.map((one) => one.lang))].sort()), ["en", "it"]);
    if (layout === "four") await inspect(page, "print-four", { widths: [1280] });
    for (const format of ["A4", "Letter"]) {
      const pdf = await page.pdf({ format });
      const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
      assert.equal(pages, Math.ceil(slips / each), `${layout} ${format}`);
    }
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 657, height: 986 });
    const tallest = await page.locator(".paper").evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().height)));
    assert.ok(tallest <= 918, `${layout}: ${tallest} px are more than a sheet of paper has`);
    const cut = await page.locator(".slip").evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length);
    assert.equal(cut, 0);
    await page.emulateMedia({ media: null });
  }
  await page.goto(`${sheet}/print?layout=list`);
  assert.ok(await page.locator("tbody tr").count() >= 46);
  await page.setViewportSize({ width: 1280, height: 900 });
  await inspect(page, "print-list", { widths: [1280] });
  await leave(page);
});

test("who never signed in is ticked, and gets a new password with a new link in one step", async () => {
  const page = await signedIn(await demo());
  const sheet = await addUsers(page, 1);
  const before = await page.locator("tr[data-user] code.password").last().innerText();
  const user = await page.locator("tr[data-user]").last().getAttribute("data-user");
  await page.goto(sheet.replace(/sheets\/.*/, "users?filter=never-signed-in"));
  await page.locator(`input[name=user][value="${user}"]`).check();
  await page.getByRole("button", { name: "Re-issue credentials" }).click();
  await page.getByRole("heading", { level: 1, name: /^Re-issue credentials: Élodie/ }).waitFor();
  assert.ok(await page.getByRole("radio", { name: "With a one-time link", exact: true }).isChecked());
  await inspect(page, "reissue");
  await page.getByRole("button", { name: "Re-issue credentials" }).click();
  await page.getByRole("status").filter({ hasText: "1 one-time link was made." }).waitFor();
  const row = page.locator(`tr[data-user="${user}"]`);
  assert.notEqual(await row.locator("code.password").innerText(), before);
  await row.locator(".address").waitFor({ state: "attached" });
  await leave(page);
});
