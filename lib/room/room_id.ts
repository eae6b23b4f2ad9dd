/** Makes up which room this is, as `*hello` and the transcript name it: 8 hexadecimal digits. */
export function newRoomId(): string {
  return crypto.randomUUID().slice(0, 8);
}
