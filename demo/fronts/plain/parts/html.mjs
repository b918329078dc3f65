const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

class Markup {
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
}

const toText = (value) => {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(toText).join('');
  if (value === undefined || value === null || value === false) return '';
  return String(value).replace(/[&<>"']/g, (character) => entities[character]);
};

/** Markup from a template: what is put in is escaped, unless it is markup itself. Runs on the server and in the page. */
export const html = (strings, ...values) => new Markup(String.raw({ raw: strings }, ...values.map(toText)));

/** Text that is known to be markup already. */
html.raw = (text) => new Markup(text);
