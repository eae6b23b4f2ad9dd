/**
 * What is found under which path.
 *
 * @module
 */

import { getRoute } from "./get.ts";
import { fileRoute } from "./get_file.ts";
import { healthRoute } from "./health.ts";
import { addressRoute, qrRoute } from "./invitation.ts";
import { jsonHistoryRoute, textHistoryRoute } from "./kept_messages.ts";
import { pageRoute } from "./page.ts";
import { BadRequest } from "./request_head.ts";
import type { WebResponse } from "./response.ts";
import type { RoomForWeb, WebRequest } from "./room_for_web.ts";
import { socketRoute } from "./room_socket.ts";
import { sayRoute } from "./say.ts";

/** Answers the requests for one path. */
export interface Route {
  /** The methods it permits. Whatever permits `GET` answers `HEAD` too. */
  methods: readonly ("GET" | "POST")[];
  /** How many bytes of a body it reads. @default none: a body is ignored */
  maxBody?: number;
  /**
   * Answers a request. After status 101 the connection goes on as a WebSocket in the room.
   *
   * @throws {BadRequest} for one that cannot be answered.
   */
  answer(request: WebRequest, room: RoomForWeb): WebResponse | Promise<WebResponse>;
}

/** The routes by their paths. A path that ends in a slash, except for `/`, stands for all below it. */
export type Routes = Readonly<Record<string, Route>>;

/** All routes. */
export const ROUTES: Routes = {
  "/": pageRoute,
  "/room": socketRoute,
  "/get": getRoute,
  "/get/": fileRoute,
  "/say": sayRoute,
  "/history.txt": textHistoryRoute,
  "/history.jsonl": jsonHistoryRoute,
  "/qr.svg": qrRoute,
  "/address.txt": addressRoute,
  "/health": healthRoute,
};

/**
 * The route for a request.
 *
 * @throws {BadRequest} if there is none for that path, or for that method.
 */
export function findRoute(
  { method, path }: Pick<WebRequest, "method" | "path">,
  routes: Routes = ROUTES,
): Route {
  const below = path.slice(0, path.indexOf("/", 1) + 1);
  const key = [path, below].find((key) => key !== "" && Object.hasOwn(routes, key));
  if (key === undefined) throw new BadRequest(404, (t) => t.webNotFound());
  const route = routes[key]!;
  const methods: string[] = route.methods.flatMap((each) => each === "GET" ? [each, "HEAD"] : each);
  if (methods.includes(method)) return route;
  throw new BadRequest(405, (t) => t.webMethod(methods.join(", ")), { Allow: methods.join(", ") });
}
