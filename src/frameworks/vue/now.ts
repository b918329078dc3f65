/** Returns the time of the monotonic clock, in milliseconds; works on servers too. */
// biome-ignore lint/style/noRestrictedGlobals: entry points import only the public entry, which has no clock
export const now = (): number => performance.now();
