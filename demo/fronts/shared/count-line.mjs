/**
 * Returns the number of films in words.
 * @param {number} count
 */
export const countLine = (count) => (count === 1 ? '1 film' : `${count || 'No'} films`);
