/**
 * How many films there are, in words.
 * @param {number} count
 */
export const countLine = (count) => (count === 1 ? '1 film' : `${count || 'No'} films`);
