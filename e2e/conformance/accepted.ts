/** Differences that stay, by the case's name, each with its reason. */
export const accepted: Readonly<Record<string, string>> = {};
