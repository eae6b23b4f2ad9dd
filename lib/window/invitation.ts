/**
 * The address of the room for those who are to come: large, and as a QR code. The server knows it.
 *
 * @module
 */

import type { PageLanguage } from "../language/window_language.ts";
import { get } from "./dom.ts";
import { fetchText } from "./fetch_text.ts";

/** Lets the header show the invitation, if the server has one. */
export async function offerInvitation({ w }: PageLanguage): Promise<void> {
  const address = (await fetchText("/address.txt"))?.trim();
  if (address === undefined) return;
  const dialog = get("dialog#invitation");
  const code = get("img#invitation-code");
  const text = get("p#invitation-address");
  const open = get("button#show-invitation");
  code.alt = w.qrCode();
  text.textContent = address;
  // The letters are as large as the width permits.
  dialog.style.setProperty("--letters", String(address.length));
  get("button#invitation-close").onclick = () => dialog.close();
  open.onclick = () => {
    code.src = "/qr.svg";
    dialog.showModal();
  };
  open.hidden = false;
}
