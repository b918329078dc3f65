const { randomUUID } = require('node:crypto');

const maxVisitors = 1_000;
const cookieName = 'lantern_visitor';

/**
 * Visitors: a cookie with a random id, and in memory the visitor's favourites, votes and name.
 * @typedef {{ id: string, favourites: Set<number>, stars: Map<number, number>, user: { id: string, name: string } | null }} Visitor
 */
exports.createVisitors = () => {
  /** @type {Map<string, Visitor>} */
  const visitors = new Map();

  const idIn = (cookies = '') =>
    cookies
      .split(/;\s*/)
      .find((cookie) => cookie.startsWith(`${cookieName}=`))
      ?.slice(cookieName.length + 1);

  return {
    /** The visitor of a request; a new one is given a cookie with the response. @returns {Visitor} */
    of(request, response) {
      const known = visitors.get(idIn(request.headers.cookie));
      if (known) return known;
      const visitor = { id: randomUUID(), favourites: new Set(), stars: new Map(), user: null };
      visitors.set(visitor.id, visitor);
      // The oldest visitor is dropped, so that memory is bounded.
      if (visitors.size > maxVisitors) visitors.delete(visitors.keys().next().value);
      response.cookie(cookieName, visitor.id, { httpOnly: true, sameSite: 'lax' });
      return visitor;
    },
  };
};
