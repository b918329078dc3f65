const { setPrototypeOf } = Object;

/**
 * Takes an object's prototype off, and returns it. For objects whose members the platform looks up (property descriptors, a
 * Proxy's traps, options): it would find those too that a page has added to `Object.prototype`, such as `get` or `once`.
 */
export const bare = <T extends object>(members: T): T => setPrototypeOf(members, null) as T;
