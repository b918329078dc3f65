/** Makes an element with properties. */
export const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
