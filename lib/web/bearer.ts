/**
 * The password of the room in a request: `Authorization: Bearer SECRET`.
 *
 * @module
 */

import { BadRequest } from "./request_head.ts";
import type { RoomForWeb, WebRequest } from "./room_for_web.ts";

const CHALLENGE = { "WWW-Authenticate": 'Bearer realm="chat"' };

/**
 * Resolves when the request has given the password of the room, if there is one. How long that takes
 * is decided as for a connection at the gate. The body must have been read.
 *
 * @throws {BadRequest} if it has not.
 */
export async function checkPassword(request: WebRequest, room: RoomForWeb): Promise<void> {
  if (!room.lock) return;
  const [, secret] = /^bearer +(\S.*)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (secret === undefined) throw new BadRequest(401, (t) => t.webPasswordNeeded(), CHALLENGE);
  const isRight = await room.judge(secret, { address: request.address, gone: request.gone() });
  if (!isRight) throw new BadRequest(401, (t) => t.webPasswordWrong(), CHALLENGE);
}
