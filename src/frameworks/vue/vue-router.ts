/** The part of a route that is read here. */
export interface VueRoute {
  /** The routes that match, outermost first. */
  readonly matched: readonly { readonly path: string; readonly redirect?: unknown }[];
}

/** The part of a router that is used here: vue-router 4 and 5. */
export interface VueRouter {
  readonly options: { readonly history: { readonly location: string } };
  resolve(to: string): VueRoute;
  afterEach(hook: (to: VueRoute, from: VueRoute, failure?: unknown) => void): () => void;
  onError(handler: (error: unknown) => void): () => void;
}
