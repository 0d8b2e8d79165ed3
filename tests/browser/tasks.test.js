// Partnerdesk in a browser: what people do there. The files below share one browser and one server
// with the sample data. Run with: npm ci && npm test (the program is built before).

import { after } from "node:test";

import { closeBrowser } from "./support/browser.js";
import { stopDesks } from "./support/desk.js";

import "./procedures.js";
import "./licenses.js";
import "./users_list.js";
import "./forms.js";
import "./confirmation.js";
import "./hand_over.js";
import "./mailing.js";
import "./uploads.js";
import "./sessions.js";
import "./account.js";

after(async () => {
  await closeBrowser();
  await stopDesks();
});
