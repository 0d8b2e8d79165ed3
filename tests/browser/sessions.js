// Signing in and out, and the language.

import assert from "node:assert/strict";
import { test } from "node:test";

import { leave, signIn, signedIn, visit } from "./support/browser.js";
import { PASSWORD, demo } from "./support/desk.js";
import { heading, toUsers, words } from "./support/way.js";

test("Back after signing out shows nothing", async () => {
  const desk = await demo();
  await desk.addStaff("back@desk.test", "admin-agent");
  const page = await visit(desk);
  await signIn(page, "back@desk.test", PASSWORD);
  await toUsers(page, words.en, "Aquila Meccanica S.p.A.");
  await page.getByRole("button", { name: "Sign out" }).click();
  await heading(page, "Sign in");
  await page.goBack();
  await heading(page, "Sign in");
  assert.equal(await page.locator("tbody tr").count(), 0);
  await leave(page);
});

test("a wrong password is refused without a hint, and the e-mail stays", async () => {
  const page = await visit(await demo());
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill("somebody@desk.test");
  await page.getByLabel("Password").fill("not the right one");
  await page.getByRole("button", { name: "Sign in" }).click();
  assert.match(await page.getByRole("alert").innerText(), /E-mail or password is wrong/);
  assert.equal(await page.getByLabel("Email").inputValue(), "somebody@desk.test");
  await leave(page);
});

test("the language is chosen in the footer and lasts", async () => {
  const desk = await demo();
  await desk.addStaff("lingua@desk.test", "admin-agent");
  const page = await signedIn(desk, { email: "lingua@desk.test", password: PASSWORD });
  await page.goto("/customers");
  await page.getByRole("button", { name: "Italiano" }).click();
  await heading(page, "Clienti");
  await page.goto("/");
  await page.getByRole("navigation", { name: "Menu principale" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "it");
  await leave(page);
});
