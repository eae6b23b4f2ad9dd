/**
 * Asks a server over and over, as fast as it is told to, and counts the answers.
 *
 *     deno run -P=test tests/load/flood.ts PORT QUERIES PER_SECOND
 *
 * @module
 */

import { formatQuery, newNonce, parseAnswer } from "../../lib/discovery/datagrams.ts";
import { UdpSocket } from "../../lib/discovery/udp_socket.ts";

const [port, queries, rate] = Deno.args.map(Number) as [number, number, number];
const nonce = newNonce();
const query = formatQuery(nonce);
let answers = 0;
const socket = await UdpSocket.open({
  hostname: "127.0.0.1",
  onDatagram: (datagram) => {
    if (parseAnswer(datagram, nonce)) answers++;
  },
});
console.log("ready");
const start = performance.now();
for (let sent = 0; sent < queries;) {
  const due = Math.min(queries, (performance.now() - start) * rate / 1000);
  for (; sent < due; sent++) socket.send(query, { hostname: "127.0.0.1", port });
  await new Promise((resolve) => setTimeout(resolve, 1));
}
const seconds = (performance.now() - start) / 1000;
// The last answer may be on its way.
await new Promise((resolve) => setTimeout(resolve, 200));
await socket.close();
console.log(JSON.stringify({ answers, seconds }));
