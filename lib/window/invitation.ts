/**
 * The address of the room for those who are to come: large, and as a QR code. The server knows it.
 *
 * @module
 */

import type { PageLanguage } from "../language/window_language.ts";
import { get } from "./dom.ts";

/** Lets the header show the invitation, if the server has one. */
export async function offerInvitation({ w }: PageLanguage): Promise<void> {
  const address = await readAddress();
  if (address === undefined) return;
  const dialog = get("invitation", HTMLDialogElement);
  const code = get("invitation-code", HTMLImageElement);
  const text = get("invitation-address", HTMLElement);
  const open = get("show-invitation", HTMLButtonElement);
  const close = get("invitation-close", HTMLButtonElement);
  open.textContent = dialog.ariaLabel = w.invite();
  code.alt = w.qrCode();
  text.textContent = address;
  // The letters are as large as the width permits.
  dialog.style.setProperty("--letters", String(address.length));
  close.textContent = w.close();
  close.onclick = () => dialog.close();
  open.onclick = () => {
    code.src = "/qr.svg";
    dialog.showModal();
  };
  open.hidden = false;
}

async function readAddress(): Promise<string | undefined> {
  try {
    const response = await fetch("/address.txt");
    return response.ok ? (await response.text()).trim() : undefined;
  } catch {
    return undefined;
  }
}
