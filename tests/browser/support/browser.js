// One Chromium for all tests. Every page is watched: nothing may leave the server's own origin, no
// policy may be violated, and nothing may be reported to the console.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

let browser;
const watched = [];
const sessions = new Map();

async function open() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP desk.test 127.0.0.1",
    ],
  });
  return browser;
}

export async function closeBrowser() {
  await browser?.close();
}

/**
 * A page of its own profile, not signed in.
 * @param {{locale?: string, javaScript?: boolean, width?: number, height?: number, state?: object}} wishes
 */
export async function visit(desk, wishes = {}) {
  const { locale = "en-US", javaScript = true, width = 1280, height = 900, state } = wishes;
  const context = await (await open()).newContext({
    baseURL: desk.url,
    locale,
    javaScriptEnabled: javaScript,
    viewport: { width, height },
    storageState: state,
    acceptDownloads: true,
  });
  context.setDefaultTimeout(10_000);
  watch(context, desk);
  return context.newPage();
}

/** A page of somebody who is signed in; by default the desk's Global admin. */
export async function signedIn(desk, wishes = {}) {
  const { email = desk.email, password = desk.password } = wishes;
  const key = `${desk.url} ${email}`;
  if (!sessions.has(key)) {
    const page = await visit(desk);
    await signIn(page, email, password);
    sessions.set(key, await page.context().storageState());
    await page.context().close();
  }
  return visit(desk, { ...wishes, state: sessions.get(key) });
}

export async function signIn(page, email, password) {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}

/** Closes the page's profile; fails when something was seen on the way but what the test did on purpose. */
export async function leave(page, { onPurpose = /^$/ } = {}) {
  const seen = watched.find(([context]) => context === page.context())[1];
  await page.context().close();
  assert.deepEqual(seen.filter((one) => !onPurpose.test(one)), []);
}

function watch(context, desk) {
  const seen = [];
  const origin = new URL(desk.url).origin;
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) seen.push(`asked ${url.href}`);
  });
  context.on("console", (message) => {
    // Chromium reports every page that is answered with a refusal; those are looked at by the tests.
    const isRefusal = /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
    const isPage = !message.location().url.includes("/static/");
    if (["error", "warning"].includes(message.type()) && !(isRefusal && isPage)) seen.push(message.text());
  });
  context.on("weberror", (error) => seen.push(String(error.error())));
  context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`);
    });
    // Counted instead of carried out: there is no printer here.
    window.printed = 0;
    window.print = () => {
      window.printed += 1;
    };
  });
  watched.push([context, seen]);
}
