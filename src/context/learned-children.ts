/** Maximum number of children of one parent that count as words; of more, all are values. */
const MAX_WORDS = 50;
/** The same for short children with a digit or an inner capital letter, which usually are values. */
const MAX_UNSURE = 8;
const UNSURE = /^(?=.*(?:\d|[a-z][A-Z])).{1,6}$/;
/** Maximum number of parents that are remembered; under others only unsure children are replaced. */
const MAX_PARENTS = 200;
const MAX_PARENT_LENGTH = 200;

/**
 * Returns a function that learns which parents in a path have values as children (`/movies/` has many children, `/settings/`
 * few), and from then on returns `{id}` for their children. Memory and the number of names under each parent are bounded.
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
