// Partnerdesk in a browser: how its pages are. Beside tasks.test.js, with a browser and a server of
// its own, so that both run at the same time.

import { after } from "node:test";

import { closeBrowser } from "./support/browser.js";
import { stopDesks } from "./support/desk.js";

import "./pages.js";
import "./deleted.js";
import "./license_pages.js";
import "./staff.js";
import "./upload_pages.js";
import "./colors.js";
import "./weight.js";

after(async () => {
  await closeBrowser();
  await stopDesks();
});
