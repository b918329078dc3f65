/** The expected figures: what a person who watched the visit would note. */
export interface Truth {
  /**
   * Requests by their cause: the label of a press (`visitor.click(label, …)`), `load` for the page load, `navigation`
   * for a route change that no press began, the type of an action without a click (`submit`, `change`, `keydown`),
   * `none`; `another trace` if the page has set a `traceparent` of its own, which the span joins (docs/reference/requests.md). Each as its span is named, with its GraphQL operation: `POST /graphql query Films`.
   */
  requests?: Readonly<Record<string, readonly string[]>>;
  /** The page views, by their route templates, in order. */
  views: readonly string[];
  /** Errors, as type and message. @default none */
  errors?: readonly string[];
  /** Clicks that should be marked, as label and mark: `buy dead`. @default none */
  marks?: readonly string[];
  /** Ids of the application's data, which no name may contain. */
  ids?: readonly string[];
  /** Labels whose elements may share one name. */
  alike?: readonly (readonly string[])[];
}
