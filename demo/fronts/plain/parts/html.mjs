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

/** Makes markup from a template: values are escaped unless they are markup. Runs on the server and in the page. */
export const html = (strings, ...values) => new Markup(String.raw({ raw: strings }, ...values.map(toText)));

/** Marks a text as markup. */
html.raw = (text) => new Markup(text);
