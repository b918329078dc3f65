/** What a person who watched the visit would write down. */
export interface Truth {
  /**
   * Requests by what caused them: the label of a press (`visitor.click(label, …)`), `load` for the page load, `navigation`
   * for a route change that no press began, the type of an action without a click (`submit`, `change`, `keydown`),
   * `nobody`; `another trace` if the page has set a `traceparent` of its own, which the span joins (docs/reference/requests.md). Each as its span is named, with its GraphQL operation: `POST /graphql query Films`.
   */
  requests?: Readonly<Record<string, readonly string[]>>;
  /** The page views, by their route templates, in order. */
  views: readonly string[];
  /** Errors, as type and message. @default none */
  errors?: readonly string[];
  /** Clicks that deserve a mark, as label and mark: `buy dead`. @default none */
  marks?: readonly string[];
  /** Ids of the application's data, which no name may contain. */
  ids?: readonly string[];
  /** Labels whose elements one name may stand for. */
  alike?: readonly (readonly string[])[];
}
