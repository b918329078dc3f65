/** Segments of one parent that are kept apart; more of them are values. */
const MAX_WORDS = 50;
/** The same of short segments with a digit or a capital letter inside, which most often are values. */
const MAX_UNSURE = 8;
const UNSURE = /^(?=.*(?:\d|[a-z][A-Z])).{1,6}$/;
/** Parents that are remembered; segments of others stay, but for the unsure ones. */
const MAX_PARENTS = 200;
const MAX_PARENT_LENGTH = 200;

/**
 * Returns a function that learns which parents of a path have values as children: `/movies/` has many, `/settings/` has few. It
 * returns `{id}` for a child of such a parent from then on. Its memory is bounded, and so is the number of names under each parent.
 */
export function createLearnedChildren(): (parent: string, child: string) => string {
  const parents = new Map<string, Set<string>>();
  return (parent, child) => {
    if (!child || child.includes('{') || parent.length > MAX_PARENT_LENGTH) return child;
    const isUnsure = UNSURE.test(child);
    const key = `${isUnsure}${parent}`;
    const max = isUnsure ? MAX_UNSURE : MAX_WORDS;
    let children = parents.get(key);
    if (!children) {
      if (parents.size >= MAX_PARENTS) return isUnsure ? '{id}' : child;
      children = new Set();
      parents.set(key, children);
    }
    if (children.size <= max) children.add(child);
    return children.size > max ? '{id}' : child;
  };
}
