/** Beside plain letters there are marks that turn the direction of what follows, and scripts that run from right to left. */
const TURNING = /[^ -~]/;

/** A name within a text that can hold no markup: it turns nothing of what stands around it. Elsewhere that is `<bdi>`. */
export function isolated(name: string): string {
  return TURNING.test(name) ? `\u2068${name}\u2069` : name;
}
