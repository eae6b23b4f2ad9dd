/**
 * What is answered to a command line that cannot be taken.
 *
 * @module
 */

import { DescribedError } from "../net/described_error.ts";

/** Thrown for a wrong command line. */
export class UsageError extends DescribedError {
  /** Tells it from other errors. */
  override name = "UsageError";
}
