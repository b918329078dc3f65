/** Milliseconds of the monotonic clock, which servers have too. */
// biome-ignore lint/style/noRestrictedGlobals: as other doors, this one reads nothing of ours but the public entry
export const now = (): number => performance.now();
